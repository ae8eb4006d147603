import * as z from 'zod';

// The form of `pack.json`, of which the JSON Schema is printed and the types of all that makes it are made.

const optional = (description: string) => z.string().nullable().meta({ description });
const text = (description: string) => z.string().meta({ description });
const count = (description: string) => z.int().meta({ description });
const any = (description: string) => z.unknown().meta({ description });
const told = z
  .enum(['SHOWN', 'WITHHELD', 'ERASED'])
  .meta({ description: 'Whether the log in the pack tells it: a value that is not told is null.' });
const entry = text('The id of the entry that says so.');
const at = text('When: UTC, ISO 8601.');

const actorForm = z.strictObject({
  kind: optional('The kind of actor: `PERSON`, `SERVICE` or `SYSTEM`.'),
  subject: optional('The subject of their tokens, or the name of a job.'),
  displayName: optional('The name of the actor.'),
  authenticatedBy: optional('How the actor had signed in.'),
  told,
});
const by = actorForm.meta({ description: 'Who did it.' });

const valueForm = z.strictObject({ value: optional('The value.'), told });

const kindsForm = z.record(z.string(), z.int());

/** A list with its first items; the others are only counted. */
const listOf = <T extends z.ZodType>(item: T, description: string) =>
  z
    .strictObject({
      items: z.array(item).meta({ description: 'The first of them, in the order of the log.' }),
      omitted: count('How many more there are, for which the list has no room.'),
    })
    .meta({ description });

const consentForm = z.strictObject({
  entry,
  leafIndex: count('Its place in the log, from 0.'),
  at,
  kind: text('`CONSENT_GIVEN`, `CONSENT_DECLINED` or `CONSENT_ENDED`.'),
  by,
  ip: valueForm.meta({ description: 'The address that it came from.' }),
  consentId: optional('Identifies the consent.'),
  accountSid: optional('The account that it is for.'),
  document: z
    .strictObject({
      version: z.number().nullable().meta({ description: 'Its version.' }),
      locale: optional('Its language.'),
      digest: optional('Its digest.'),
    })
    .meta({ description: 'The legal text that was shown.' }),
  reason: optional('The reason why it ended; null of others.'),
});

const messageForm = z.strictObject({
  channel: optional('The channel.'),
  billedAccount: optional('The account that was billed.'),
  alsoBilled: optional('The account that was billed as well; null if none was.'),
  rule: optional('The rule by which it was decided.'),
  state: optional('The outcome.'),
  simulated: z.boolean().meta({ description: 'True if nothing was sent.' }),
  messages: count('How many messages are alike in all of that.'),
  segments: z.number().meta({ description: 'How many segments they have together.' }),
});

const chargeForm = z.strictObject({
  billedAccount: optional('The account that was charged.'),
  currency: optional('The currency.'),
  messages: count('How many charges there are.'),
  amount: text('Their exact sum, as a decimal number.'),
});

const configurationForm = z.strictObject({
  entry,
  told: z
    .enum(['AFTER', 'BEFORE'])
    .meta({ description: 'Whether it is what was after that entry, or before it.' }),
  configuration: any('The configuration, as the entry has it.'),
});

const changeForm = z.strictObject({
  entry,
  at,
  kind: text('The kind of the entry.'),
  by,
  before: any('What was before, as the entry has it.'),
  after: any('What was after, as the entry has it.'),
});

const deedsForm = z.strictObject({
  by,
  first: text('When they first did something in the span.'),
  last: text('When they last did something in the span.'),
  kinds: kindsForm.meta({ description: 'How many entries of each kind are theirs.' }),
});

const holdForm = z.strictObject({
  entry,
  holdId: optional('Identifies the hold.'),
  placedAt: text('When it was placed.'),
  placedBy: actorForm.meta({ description: 'Who placed it.' }),
  subject: valueForm.meta({ description: 'The person whom it is for; null if for everybody.' }),
  from: optional('The time from which on it holds; null if from ever.'),
  to: optional('The time before which it holds; null if for ever.'),
  reason: optional('Why it was placed.'),
  reference: optional('What the reason refers to.'),
  released: z
    .strictObject({ entry, at, by, reason: optional('Why it was released.') })
    .nullable()
    .meta({ description: 'Its release before the end of the span; null if it still stood.' }),
});

const erasureForm = z.strictObject({
  entry,
  at,
  by,
  reason: optional('Why the person was erased.'),
  reference: optional('What the reason refers to.'),
  values: z.number().nullable().meta({ description: 'How many values were erased.' }),
});

const configurationAt = (description: string) => configurationForm.nullable().meta({ description });

/** The summary of an evidence pack, its member `pack.json`. */
export const summaryForm = z
  .strictObject({
    version: z.literal('originator-evidence-pack/1').meta({ description: 'Version of this form.' }),
    service: text('The host whose log it is.'),
    organization: text('The tenant whose log it is.'),
    epoch: count('The epoch of the log.'),
    from: text('The beginning of the span: UTC, ISO 8601.'),
    to: text('The end of the span, exclusive: UTC, ISO 8601.'),
    checkpoint: z
      .strictObject({ size: count('The number of entries.'), root: text('The root hash, in base64.') })
      .meta({ description: 'The checkpoint up to which the pack holds the log.' }),
    entries: z
      .strictObject({
        inSpan: count('How many there are.'),
        first: optional('When the first of them was made; null if there is none.'),
        last: optional('When the last of them was made; null if there is none.'),
        kinds: kindsForm.meta({ description: 'How many there are of each kind.' }),
      })
      .meta({ description: 'The entries in the span.' }),
    consents: z
      .strictObject({
        atStart: consentForm
          .nullable()
          .meta({ description: 'The consent that stood when the span began; null if none did.' }),
        items: z.array(consentForm).meta({ description: 'The first of them, in the order of the log.' }),
        omitted: count('How many more there are, for which the list has no room.'),
      })
      .meta({ description: 'The consents that were given, declined or ended in the span.' }),
    messages: z
      .array(messageForm)
      .meta({ description: 'The messages that were asked for in the span, by what decides who pays.' }),
    charges: z.array(chargeForm).meta({ description: 'What was charged for them, by account and currency.' }),
    configuration: z
      .strictObject({
        atStart: configurationAt('The one in force when the span began; null if the log tells none.'),
        atEnd: configurationAt('The one in force when the span ended; null if the log tells none.'),
        changes: listOf(changeForm, 'What changed in the span.'),
      })
      .meta({ description: 'The configuration at both ends of the span, and between.' }),
    actors: listOf(deedsForm, 'Who did something in the span, in the order in which they first did.'),
    legalHolds: listOf(holdForm, 'The legal holds that stood at some time of the span.'),
    erasures: listOf(erasureForm, 'The persons who were erased in the span.'),
  })
  .meta({
    title: 'Summary of an evidence pack',
    description: 'The member `pack.json` of an evidence pack: figures and lists that follow from its log.',
  });

/** The summary of an evidence pack. */
export type PackSummary = z.infer<typeof summaryForm>;
/** A person, service or job, and whether the log in the pack tells who it was. */
export type ToldActor = z.infer<typeof actorForm>;
/** A value that may be personal: a text, or null and why it is not told. */
export type ToldValue = z.infer<typeof valueForm>;
/** A consent that was given, declined or ended. */
export type ConsentRow = z.infer<typeof consentForm>;
/** Messages that are alike in all that decides who pays. */
export type MessageRow = z.infer<typeof messageForm>;
/** The charges to one account in one currency. */
export type ChargeRow = z.infer<typeof chargeForm>;
/** A change of the configuration. */
export type ConfigurationChange = z.infer<typeof changeForm>;
/** The configuration at an instant, and the entry that tells it: as what is after it, or what was before it. */
export type ConfigurationAt = z.infer<typeof configurationForm>;
/** The deeds of an actor within the span. */
export type ActorRow = z.infer<typeof deedsForm>;
/** A legal hold that stood at some time of the span. */
export type HoldRow = z.infer<typeof holdForm>;
/** An erasure of a person. */
export type ErasureRow = z.infer<typeof erasureForm>;
