import * as z from 'zod';
import {
  accountSidOrNull,
  count,
  instant,
  later,
  personal,
  personalOrNull,
  text,
  textOrNull,
  uuid,
  uuidOrNull,
} from './member-forms.ts';

// The states of logs themselves: what was read, handed out, erased, held or rotated.

const nothing = z.null();
const reason = text('The reason that was given.');
const reference = text('The reference that was given, such as the number of a ticket.');
const pausedCountry = textOrNull('The country to which nothing is sent; null if to none at all.');
const masterKeyId = text('Identifies the master key.');

const filter = z
  .strictObject({
    kinds: z.array(text('A kind of entry.')).optional().describe('The kinds of entry.'),
    actor: personal('The subject of the actor.').optional(),
    object: text('The object that entries are about.').optional(),
    from: instant('The time at or after which entries were made.').optional(),
    to: instant('The time before which they were made.').optional(),
  })
  .nullable()
  .describe('What entries it was limited to; null if to none.');

const kinds = z
  .array(text('A kind.'))
  .nullable()
  .describe('The kinds that the reading was limited to; null if to none.');
const from = textOrNull('The time from which on it was read; null if there was no such limit.');
const to = textOrNull('The time before which it was read; null if there was no such limit.');

/** By the kinds of entry. */
export const LOG_STATES = {
  /** The first entry of a log in an epoch: what the log had come to in the one before (A3). */
  LEDGER_EPOCH_STARTED: {
    before: z.strictObject({
      epoch: count('The epoch before.'),
      checkpoint: text('The last checkpoint of that epoch which is known: a signed note.'),
    }),
    after: z.strictObject({ epoch: count('The epoch that begins.') }),
  },
  AUDIT_EXPORTED: {
    before: nothing,
    after: z.strictObject({
      format: text('`ndjson` or `csv`; `pack` if it is an evidence pack.'),
      disclosures: later(text('`include` if it tells personal values, otherwise `omit`.')),
      filter,
      epoch: count('The epoch of the log.'),
      start: count('The index of the leaf that it begins with.'),
      checkpoint: text('The signed checkpoint that it ends with.'),
      resumes: uuidOrNull('The entry of the export that it goes on with; null if it is one of its own.'),
    }),
  },
  /** It tells nothing of the person (A6). */
  PERSON_ERASED: {
    before: nothing,
    after: z.strictObject({
      reason,
      reference,
      count: count('The number of commitments of which the values were erased.'),
      commitmentsDigest: text('SHA-256 in hexadecimal over the canonical JSON of the list of them.'),
    }),
  },
  LEGAL_HOLD_PLACED: {
    before: nothing,
    after: z.strictObject({
      holdId: uuid('Identifies the legal hold.'),
      subject: personalOrNull('The subject of the person that it is for; null if it is for everybody.'),
      from: textOrNull('The time from which on it holds what was recorded; null if there is no such limit.'),
      to: textOrNull('The time before which it holds what was recorded; null if there is no such limit.'),
      reason,
      reference,
    }),
  },
  /** The person it was for is told by the entry that placed it, where they can be erased (A6). */
  LEGAL_HOLD_RELEASED: {
    before: z.strictObject({
      holdId: uuid('Identifies the legal hold.'),
      placedBy: uuid('The entry that placed it.'),
    }),
    after: z.strictObject({ reason }),
  },
  SENDING_PAUSED: { before: nothing, after: z.strictObject({ country: pausedCountry, reason }) },
  SENDING_RESUMED: {
    before: z.strictObject({ country: pausedCountry, pausedBy: uuid('The entry of the pause.') }),
    after: z.strictObject({ reason }),
  },
  LEDGER_KEY_CHANGED: {
    before: nothing,
    after: z.strictObject({ key: text('The key that signs since, as a line of a key file.') }),
  },
  RETENTION_APPLIED: {
    before: nothing,
    after: z.strictObject({
      month: text('The month whose dispatches were removed, such as `2026-05`.'),
      dispatches: count('The number of dispatches removed.'),
      attempts: count('The number of attempts removed.'),
      keys: count('The number of idempotency keys removed.'),
      kept: later(
        count('The number of its dispatches that stay, since they are open or under a legal hold.'),
      ),
    }),
  },
  MASTER_KEYS_ROTATED: {
    before: nothing,
    after: z.strictObject({
      masterKeyId,
      credentials: count('The number of auth tokens put under it.'),
      recipients: later(count('The number of recipients of open attempts put under it.')),
    }),
  },
  MASTER_KEY_RETIRED: { before: nothing, after: z.strictObject({ masterKeyId }) },
  TENANTS_READ: {
    before: nothing,
    after: z.strictObject({
      first: count('The number of tenants that were asked for.'),
      after: textOrNull('The tenant after which they began; null if at the first.'),
    }),
  },
  STATISTICS_READ: {
    before: nothing,
    after: z.strictObject({
      from: text('The beginning of the range.'),
      to: text('The end of the range.'),
      bucket: text('What it was divided into.'),
      groupBy: z.array(text('A dimension.')).describe('The dimensions that it was grouped by.'),
      tenants: z
        .array(text('A tenant.'))
        .nullable()
        .describe('The tenants that it was limited to; null if to none.'),
    }),
  },
  /** A reading of consents across tenants: one entry for all of its pages. */
  CONSENTS_READ: {
    before: nothing,
    after: z.strictObject({
      kinds,
      accountSid: accountSidOrNull('The account that they were limited to; null if to none.'),
      documentVersion: z
        .int()
        .nullable()
        .describe('The version of the legal text that they were limited to; null if to none.'),
      documentDigest: textOrNull('The digest of the legal text that they were limited to; null if to none.'),
      from,
      to,
    }),
  },
  /** The same of audit entries. */
  ENTRIES_READ: { before: nothing, after: z.strictObject({ kinds, from, to }) },
};
