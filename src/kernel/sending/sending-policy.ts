import type { Channel } from '../vocabulary/dispatch.ts';
import { type BudgetName, type GuardMode, NUMBER_KINDS, type NumberKind } from '../vocabulary/guards.ts';

/** A guard's mode, which each member of a policy has. */
interface Moded {
  readonly mode: GuardMode;
}

/** The most messages to one recipient by one channel, in windows that slide (G2). */
export interface RecipientLimits extends Moded {
  readonly tenMinutes: number;
  readonly hour: number;
  readonly day: number;
}

/**
 * The pause between messages to one recipient by one channel once there were `after` within an hour: `firstSeconds`, twice as long
 * with each further one, at most `longestSeconds` (G2).
 */
export interface CoolDown extends Moded {
  readonly after: number;
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** Countries as ISO 3166-1 alpha-2, `ZZ` for numbers of none (G3). */
export interface CountryRules extends Moded {
  /** Null where all are allowed that are not denied. */
  readonly allowed: readonly string[] | null;
  readonly denied: readonly string[];
}

/** The kinds of number that nothing is sent to (G3). */
export interface NumberKindRules extends Moded {
  readonly denied: readonly NumberKind[];
}

/** The most money in a day and in a month, decimal strings in the currency of the rate card; null for as much as there is (G4). */
export interface Budget extends Moded {
  readonly day: string | null;
  readonly month: string | null;
}

/** Everything that guards are decided by. Its members are named in the API, in entries and in PLATFORM_FILE as here. */
export interface SendingPolicy {
  readonly smsRecipients: RecipientLimits;
  readonly voiceRecipients: RecipientLimits;
  readonly coolDown: CoolDown;
  readonly smsCountries: CountryRules;
  readonly voiceCountries: CountryRules;
  readonly numberKinds: NumberKindRules;
  /** For what the default account sends in the first place. */
  readonly budget: Budget;
  /** For fallbacks to the default account. */
  readonly fallbackBudget: Budget;
  /** The IANA name of the zone by whose clocks a budget's days and months begin. As a bound it has no meaning. */
  readonly timeZone: string;
}

/** The name of a member. */
export type PolicyMember = keyof SendingPolicy;

/** Members that are chosen, or bounded; null for those that are not. */
export type PolicyChoice = { readonly [K in PolicyMember]: SendingPolicy[K] | null };

/** The platform's word on the policies of tenants. */
export interface SendingLimits {
  /** The members that a tenant has not chosen. */
  readonly defaults: SendingPolicy;
  /** The members that nobody exceeds on the default account, whatever a tenant has chosen. */
  readonly bounds: PolicyChoice;
}

/** Nothing chosen. */
export const NO_CHOICE: PolicyChoice = {
  smsRecipients: null,
  voiceRecipients: null,
  coolDown: null,
  smsCountries: null,
  voiceCountries: null,
  numberKinds: null,
  budget: null,
  fallbackBudget: null,
  timeZone: null,
};

const SMS_LADDER: RecipientLimits = { mode: 'ENFORCE', tenMinutes: 5, hour: 10, day: 15 };
const VOICE_LADDER: RecipientLimits = { mode: 'ENFORCE', tenMinutes: 5, hour: 8, day: 10 };
/** Amounts are the platform's to set: a currency that nobody knows has no sensible default. */
const UNLIMITED: Budget = { mode: 'ENFORCE', day: null, month: null };
const EVERYWHERE: CountryRules = { mode: 'ENFORCE', allowed: null, denied: [] };

/** The limits of a platform that sets none (G2, G3, G6). */
export const SHIPPED_LIMITS: SendingLimits = {
  defaults: {
    smsRecipients: SMS_LADDER,
    voiceRecipients: VOICE_LADDER,
    coolDown: { mode: 'ENFORCE', after: 3, firstSeconds: 30, longestSeconds: 600 },
    smsCountries: EVERYWHERE,
    voiceCountries: EVERYWHERE,
    numberKinds: { mode: 'ENFORCE', denied: [] },
    budget: UNLIMITED,
    fallbackBudget: UNLIMITED,
    timeZone: 'UTC',
  },
  bounds: {
    ...NO_CHOICE,
    smsRecipients: SMS_LADDER,
    voiceRecipients: VOICE_LADDER,
    numberKinds: { mode: 'ENFORCE', denied: NUMBER_KINDS },
  },
};

/** Limits under which no guard says anything, for measuring and for tests of other things. */
export const NO_LIMITS: SendingLimits = {
  defaults: {
    smsRecipients: { ...SMS_LADDER, mode: 'OFF' },
    voiceRecipients: { ...VOICE_LADDER, mode: 'OFF' },
    coolDown: { ...SHIPPED_LIMITS.defaults.coolDown, mode: 'OFF' },
    smsCountries: { ...EVERYWHERE, mode: 'OFF' },
    voiceCountries: { ...EVERYWHERE, mode: 'OFF' },
    numberKinds: { mode: 'OFF', denied: [] },
    budget: { ...UNLIMITED, mode: 'OFF' },
    fallbackBudget: { ...UNLIMITED, mode: 'OFF' },
    timeZone: 'UTC',
  },
  bounds: NO_CHOICE,
};

/** The policy that a choice comes to: what is not chosen is the platform's. */
export function policyOf(choice: PolicyChoice, defaults: SendingPolicy): SendingPolicy {
  return {
    smsRecipients: choice.smsRecipients ?? defaults.smsRecipients,
    voiceRecipients: choice.voiceRecipients ?? defaults.voiceRecipients,
    coolDown: choice.coolDown ?? defaults.coolDown,
    smsCountries: choice.smsCountries ?? defaults.smsCountries,
    voiceCountries: choice.voiceCountries ?? defaults.voiceCountries,
    numberKinds: choice.numberKinds ?? defaults.numberKinds,
    budget: choice.budget ?? defaults.budget,
    fallbackBudget: choice.fallbackBudget ?? defaults.fallbackBudget,
    timeZone: choice.timeZone ?? defaults.timeZone,
  };
}

/** The members of a policy that are about one channel. */
export function ofChannel(policy: PolicyChoice, channel: Channel) {
  return channel === 'SMS'
    ? { recipients: policy.smsRecipients, countries: policy.smsCountries }
    : { recipients: policy.voiceRecipients, countries: policy.voiceCountries };
}

/** The member of a policy that sets a budget. */
export function budgetIn(policy: PolicyChoice, name: BudgetName): Budget | null {
  return name === 'BUDGET' ? policy.budget : policy.fallbackBudget;
}
