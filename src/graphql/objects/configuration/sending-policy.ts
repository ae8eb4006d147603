import type {
  Budget as BudgetShape,
  CoolDown as CoolDownShape,
  CountryRules as CountryShape,
  NumberKindRules as NumberKindShape,
  PolicyChoice,
  RecipientLimits as RecipientShape,
} from '../../../kernel/sending/sending-policy.ts';
import type {
  GuardMode as GuardModeName,
  NumberKind as NumberKindName,
} from '../../../kernel/vocabulary/guards.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';

const access = 'configuration:read';

export const GuardMode = builder.enumType('GuardMode', {
  description: 'The mode of a guard.',
  values: {
    OFF: { description: 'The guard does nothing.' },
    OBSERVE: { description: 'The guard counts what it would refuse, and refuses nothing.' },
    ENFORCE: { description: 'The guard refuses.' },
  } satisfies Described<GuardModeName>,
});

const NumberKind = builder.enumType('NumberKind', {
  description: 'A kind of phone number that can be denied.',
  values: {
    PREMIUM: { description: 'A premium-rate number.' },
    SHARED_COST: { description: 'A shared-cost number.' },
    SATELLITE: { description: 'A number of a satellite or an international network.' },
    UNASSIGNED: { description: 'A number that the numbering plans assign to nobody.' },
  } satisfies Described<NumberKindName>,
});

const MODE = 'The mode.';
const WINDOW = 'The most messages to one recipient within';
const ALLOWED =
  'The only countries that are allowed, as ISO 3166-1 alpha-2 codes, `ZZ` for numbers of no country; null for all that are not denied.';
const DENIED = 'The countries that are denied, as ISO 3166-1 alpha-2 codes, `ZZ` for numbers of no country.';
const AFTER = 'The number of messages within an hour after which the next waits for a pause.';
const FIRST = 'The first pause in seconds. Each further message makes it twice as long.';
const LONGEST = 'The longest pause in seconds.';
const KINDS = 'The kinds of number that nothing is sent to.';
const MONEY = 'The most money within';
const FIRST_CHOICE = 'The budget for what the default account sends in the first place';
const FALLBACKS = 'The budget for fallbacks to the default account';
const ZONE = "The IANA name of the time zone by whose clocks a budget's days and months begin";
const GIVEN_BACK = 'Null gives it back to the platform.';
/** Every country there is, and some that were. */
const COUNTRIES = 300;

const RecipientLimits = builder.objectRef<RecipientShape>('RecipientLimits').implement({
  description: 'The most messages to one recipient by one channel, in windows that slide.',
  access,
  fields: (t) => ({
    mode: t.expose('mode', { type: GuardMode, description: MODE }),
    tenMinutes: t.exposeInt('tenMinutes', { description: `${WINDOW} ten minutes.` }),
    hour: t.exposeInt('hour', { description: `${WINDOW} an hour.` }),
    day: t.exposeInt('day', { description: `${WINDOW} a day.` }),
  }),
});

const CoolDown = builder.objectRef<CoolDownShape>('CoolDown').implement({
  description: 'A pause between messages to one recipient by one channel that grows with their number.',
  access,
  fields: (t) => ({
    mode: t.expose('mode', { type: GuardMode, description: MODE }),
    after: t.exposeInt('after', { description: AFTER }),
    firstSeconds: t.exposeInt('firstSeconds', { description: FIRST }),
    longestSeconds: t.exposeInt('longestSeconds', { description: LONGEST }),
  }),
});

const CountryRules = builder.objectRef<CountryShape>('CountryRules').implement({
  description: 'The countries that are reached by one channel.',
  access,
  fields: (t) => ({
    mode: t.expose('mode', { type: GuardMode, description: MODE }),
    allowed: t.expose('allowed', {
      type: ['String'],
      nullable: true,
      listLength: COUNTRIES,
      description: ALLOWED,
    }),
    denied: t.expose('denied', { type: ['String'], listLength: COUNTRIES, description: DENIED }),
  }),
});

const NumberKindRules = builder.objectRef<NumberKindShape>('NumberKindRules').implement({
  description: 'The kinds of number that nothing is sent to.',
  access,
  fields: (t) => ({
    mode: t.expose('mode', { type: GuardMode, description: MODE }),
    denied: t.expose('denied', { type: [NumberKind], listLength: 4, description: KINDS }),
  }),
});

const Budget = builder.objectRef<BudgetShape>('Budget').implement({
  description: 'The most money in a day and in a month.',
  access,
  fields: (t) => ({
    mode: t.expose('mode', { type: GuardMode, description: MODE }),
    day: t.exposeString('day', { nullable: true, description: `${MONEY} a day; null for no limit.` }),
    month: t.exposeString('month', { nullable: true, description: `${MONEY} a month; null for no limit.` }),
  }),
});

export const SendingPolicy = builder.objectRef<PolicyChoice>('SendingPolicy').implement({
  description: 'Guards that can refuse a dispatch, for what it would cost or whom it would reach.',
  access,
  fields: (t) => ({
    smsRecipients: t.expose('smsRecipients', {
      type: RecipientLimits,
      nullable: true,
      description: 'The limits for each recipient of SMS; null if none are chosen.',
    }),
    voiceRecipients: t.expose('voiceRecipients', {
      type: RecipientLimits,
      nullable: true,
      description: 'The limits for each recipient of calls; null if none are chosen.',
    }),
    coolDown: t.expose('coolDown', {
      type: CoolDown,
      nullable: true,
      description: 'The pause between messages to one recipient; null if none is chosen.',
    }),
    smsCountries: t.expose('smsCountries', {
      type: CountryRules,
      nullable: true,
      description: 'The countries that are reached by SMS; null if none are chosen.',
    }),
    voiceCountries: t.expose('voiceCountries', {
      type: CountryRules,
      nullable: true,
      description: 'The countries that are called; null if none are chosen.',
    }),
    numberKinds: t.expose('numberKinds', {
      type: NumberKindRules,
      nullable: true,
      description: 'The kinds of number that are denied; null if none are chosen.',
    }),
    budget: t.expose('budget', {
      type: Budget,
      nullable: true,
      description: `${FIRST_CHOICE}; null if none is chosen.`,
    }),
    fallbackBudget: t.expose('fallbackBudget', {
      type: Budget,
      nullable: true,
      description: `${FALLBACKS}; null if none is chosen.`,
    }),
    timeZone: t.exposeString('timeZone', { nullable: true, description: `${ZONE}; null if none is chosen.` }),
  }),
});

const RecipientLimitsInput = builder.inputType('RecipientLimitsInput', {
  description: 'The most messages to one recipient by one channel, 0 to 1,000,000 each.',
  fields: (t) => ({
    mode: t.field({ type: GuardMode, required: true, description: MODE }),
    tenMinutes: t.int({ required: true, description: `${WINDOW} ten minutes.` }),
    hour: t.int({ required: true, description: `${WINDOW} an hour.` }),
    day: t.int({ required: true, description: `${WINDOW} a day.` }),
  }),
});

const CoolDownInput = builder.inputType('CoolDownInput', {
  description: 'A pause between messages to one recipient by one channel that grows with their number.',
  fields: (t) => ({
    mode: t.field({ type: GuardMode, required: true, description: MODE }),
    after: t.int({ required: true, description: AFTER }),
    firstSeconds: t.int({ required: true, description: FIRST }),
    longestSeconds: t.int({ required: true, description: LONGEST }),
  }),
});

const CountryRulesInput = builder.inputType('CountryRulesInput', {
  description: 'The countries that are reached by one channel.',
  fields: (t) => ({
    mode: t.field({ type: GuardMode, required: true, description: MODE }),
    allowed: t.stringList({ description: ALLOWED }),
    denied: t.stringList({ required: true, description: DENIED }),
  }),
});

const NumberKindRulesInput = builder.inputType('NumberKindRulesInput', {
  description: 'The kinds of number that nothing is sent to.',
  fields: (t) => ({
    mode: t.field({ type: GuardMode, required: true, description: MODE }),
    denied: t.field({ type: [NumberKind], required: true, description: KINDS }),
  }),
});

const BudgetInput = builder.inputType('BudgetInput', {
  description: 'The most money in a day and in a month.',
  fields: (t) => ({
    mode: t.field({ type: GuardMode, required: true, description: MODE }),
    day: t.string({ description: `${MONEY} a day. Absent or null for no limit.` }),
    month: t.string({ description: `${MONEY} a month. Absent or null for no limit.` }),
  }),
});

const REPLACED = 'They replace the former ones as a whole; null gives them back to the platform.';

export const SendingPolicyInput = builder.inputType('SendingPolicyInput', {
  description: 'The members of the sending policy to change. A member that is absent stays as it is.',
  fields: (t) => ({
    smsRecipients: t.field({
      type: RecipientLimitsInput,
      description: `The limits for each recipient of SMS. ${REPLACED}`,
    }),
    voiceRecipients: t.field({
      type: RecipientLimitsInput,
      description: `The limits for each recipient of calls. ${REPLACED}`,
    }),
    coolDown: t.field({
      type: CoolDownInput,
      description: 'The pause between messages to one recipient. Null gives it back to the platform.',
    }),
    smsCountries: t.field({
      type: CountryRulesInput,
      description: `The countries that are reached by SMS. ${REPLACED}`,
    }),
    voiceCountries: t.field({
      type: CountryRulesInput,
      description: `The countries that are called. ${REPLACED}`,
    }),
    numberKinds: t.field({
      type: NumberKindRulesInput,
      description: `The kinds of number that are denied. ${REPLACED}`,
    }),
    budget: t.field({ type: BudgetInput, description: `${FIRST_CHOICE}. ${GIVEN_BACK}` }),
    fallbackBudget: t.field({ type: BudgetInput, description: `${FALLBACKS}. ${GIVEN_BACK}` }),
    timeZone: t.string({ description: `${ZONE}. ${GIVEN_BACK}` }),
  }),
});

type Input = typeof SendingPolicyInput.$inferInput;

/** The input as the domain has it: a country list or an amount that is absent is null. */
export function policyInput(input: Input) {
  const countries = (rules: Input['smsCountries']) =>
    rules ? { ...rules, allowed: rules.allowed ?? null } : rules;
  const budget = (member: Input['budget']) =>
    member ? { mode: member.mode, day: member.day ?? null, month: member.month ?? null } : member;
  return {
    ...input,
    budget: budget(input.budget),
    fallbackBudget: budget(input.fallbackBudget),
    smsCountries: countries(input.smsCountries),
    voiceCountries: countries(input.voiceCountries),
  };
}
