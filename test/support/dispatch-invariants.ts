import { z } from 'zod';
import type { AcceptedSend } from '../../src/dev/simulator/simulator.ts';
import { maskRecipient } from '../../src/dispatch/decide/request-rules.ts';
import { parsePhoneNumber } from '../../src/kernel/phone-number.ts';
import { checkStats } from '../../src/stats/stats-check.ts';
import type { TimeRange } from '../../src/stats/stats-check-store.ts';
import type { RunningSystem } from './running-system.ts';
import type { Rows } from './test-setup.ts';

const attemptRow = z.object({
  id: z.string(),
  tenant_id: z.string(),
  dispatch_id: z.string(),
  ordinal: z.int(),
  originator: z.enum(['CUSTOM', 'DEFAULT']),
  account_sid: z.string(),
  from_number: z.string(),
  outcome: z.enum(['ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN']),
  twilio_sid: z.string().nullable(),
  http_status: z.int().nullable(),
  fault: z.string().nullable(),
});

const recordRow = z.object({
  id: z.string(),
  tenant_id: z.string(),
  idempotency_key: z.string(),
  channel: z.enum(['SMS', 'VOICE']),
  recipient_masked: z.string(),
  is_sealed: z.boolean(),
  fallback_mode: z.string(),
  rule: z.string(),
  state: z.enum(['PENDING', 'ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN']),
  billed_account: z.enum(['CUSTOM', 'DEFAULT', 'NONE', 'UNKNOWN']),
  also_billed: z.string().nullable(),
  charge_source: z.string().nullable(),
});

type AttemptRow = z.infer<typeof attemptRow>;
type RecordRow = z.infer<typeof recordRow>;

/** A record with its attempts, and what the simulator accepted of them. */
interface Dispatch {
  readonly record: RecordRow;
  readonly attempts: readonly AttemptRow[];
  readonly accepted: readonly { readonly sent: AcceptedSend; readonly attempt: AttemptRow }[];
}

/** A dispatch of which nobody knows whether it was accepted. */
export interface UnknownDispatch {
  readonly tenant: string;
  readonly idempotencyKey: string;
  /** What is open of it, and whether the simulator accepted that. */
  readonly story: string;
}

/** What a look at everything came to. */
export interface Findings {
  readonly records: number;
  readonly accepted: number;
  readonly unknown: readonly UnknownDispatch[];
  /** What does not hold; empty when all is well. */
  readonly broken: readonly string[];
}

/** What is looked at. */
export interface InspectedSystem extends Pick<RunningSystem, 'atOneInstant' | 'simulator'> {
  readonly app: Pick<RunningSystem['app'], 'database'>;
}

/**
 * Compares all records with everything that the simulator accepted, with the audit log and with the statistics, once
 * nothing is under way any more. It knows Twilio's side from the simulator alone, and which attempt a message belongs to
 * from the path of its status callbacks. Records, attempts, keys and entries are read at one instant: what Twilio tells
 * meanwhile changes a record together with its entry. The statistics of all months are recounted, or those of the range, in
 * which all records were created.
 */
export async function inspectDispatches(
  { app, atOneInstant, simulator }: InspectedSystem,
  accepted: readonly AcceptedSend[] = simulator.accepted(),
  counted: TimeRange | null = null,
): Promise<Findings> {
  const { dispatches, broken } = await atOneInstant((rows) => look(rows, accepted));
  const { differences, records } = await checkStats(app.database, counted);
  broken.push(...differences.map((difference) => `the statistics differ: ${JSON.stringify(difference)}`));
  if (records !== dispatches.length)
    broken.push(`the statistics know ${records} of ${dispatches.length} records`);
  return {
    records: dispatches.length,
    accepted: accepted.length,
    unknown: dispatches.filter(({ record }) => record.state === 'OUTCOME_UNKNOWN').map(unknownDispatch),
    broken,
  };
}

async function look(rows: Rows, accepted: readonly AcceptedSend[]) {
  const records = await rows('select *, recipient_sealed is not null as is_sealed from dispatch_record');
  const attempts = await rows('select * from dispatch_attempt order by ordinal');
  const broken: string[] = [];
  const parsed = records.map((row) => recordRow.parse(row));
  const dispatches = joined(
    parsed,
    attempts.map((row) => attemptRow.parse(row)),
    accepted,
    broken,
  );
  for (const dispatch of dispatches) broken.push(...brokenBy(dispatch));
  broken.push(...(await brokenKeys(rows)), ...(await brokenEntries(rows, parsed)));
  return { dispatches, broken };
}

const CALLBACK_PATH = /\/twilio\/status\/([^/]+)\/([^/]+)\/([^/#]+)/;

function joined(
  records: readonly RecordRow[],
  attempts: readonly AttemptRow[],
  accepted: readonly AcceptedSend[],
  broken: string[],
): readonly Dispatch[] {
  const attemptsOf = new Map<string, AttemptRow[]>();
  for (const attempt of attempts) {
    attemptsOf.set(attempt.dispatch_id, [...(attemptsOf.get(attempt.dispatch_id) ?? []), attempt]);
  }
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const bySid = new Map(attempts.flatMap((one) => (one.twilio_sid === null ? [] : [[one.twilio_sid, one]])));
  const of = new Map<string, { sent: AcceptedSend; attempt: AttemptRow }[]>();
  for (const sent of accepted) {
    const [, tenant, dispatchId, attemptId = ''] = CALLBACK_PATH.exec(sent.statusCallback ?? '') ?? [];
    const attempt = byId.get(attemptId);
    if (attempt === undefined || attempt.tenant_id !== tenant || attempt.dispatch_id !== dispatchId) {
      broken.push(`${sent.sid} was accepted and belongs to no attempt: ${sent.statusCallback}`);
      continue;
    }
    const holder = bySid.get(sent.sid);
    if (holder !== undefined && holder !== attempt)
      broken.push(`${sent.sid} is held by an attempt that did not send it`);
    of.set(attempt.dispatch_id, [...(of.get(attempt.dispatch_id) ?? []), { sent, attempt }]);
  }
  const known = new Set(accepted.map(({ sid }) => sid));
  for (const [sid, attempt] of bySid) {
    if (!known.has(String(sid))) broken.push(`${attempt.id} claims ${sid}, which was never accepted`);
  }
  return records.map((record) => ({
    record,
    attempts: attemptsOf.get(record.id) ?? [],
    accepted: of.get(record.id) ?? [],
  }));
}

function unknownDispatch(dispatch: Dispatch): UnknownDispatch {
  const { tenant_id: tenant, idempotency_key: idempotencyKey } = dispatch.record;
  return { tenant, idempotencyKey, story: openStory(dispatch) };
}

function openStory({ record, attempts, accepted }: Dispatch): string {
  const open = attempts.filter(({ outcome }) => outcome === 'OPEN');
  const parts = open.map(({ id, originator, http_status: status, fault }) => {
    const found = accepted.find(({ attempt }) => attempt.id === id);
    const at = found === undefined ? 'not accepted' : `accepted for ${found.sent.to}`;
    return `${originator} ${status} ${fault} ${at}`;
  });
  return `${record.tenant_id} ${record.channel} ${record.recipient_masked} ${record.rule}: ${parts.join('; ')}`;
}

/** Everything that does not hold of one dispatch. */
function brokenBy(dispatch: Dispatch): readonly string[] {
  const { record } = dispatch;
  return [...stateProblems(dispatch), ...acceptedProblems(dispatch), ...billingProblems(dispatch)].map(
    (problem) => `${record.tenant_id} ${record.idempotency_key} (${record.state}): ${problem}`,
  );
}

function stateProblems({ record, attempts, accepted }: Dispatch): readonly string[] {
  const problems: string[] = [];
  const outcomes = attempts.map(({ outcome }) => outcome);
  const isOpen = outcomes.includes('OPEN');
  const isAccepted = outcomes.includes('ACCEPTED');
  const wanted = isAccepted ? 'ACCEPTED' : isOpen ? 'OUTCOME_UNKNOWN' : 'FAILED';
  if (record.state !== wanted) problems.push(`its attempts are ${outcomes.join(', ')} (D8)`);
  if (record.state === 'FAILED' && accepted.length > 0) problems.push('it failed, and was accepted');
  if (attempts.length > 2) problems.push(`it has ${attempts.length} attempts`);
  if (record.is_sealed && !isOpen) problems.push('its recipient is kept though nothing is open (D12)');
  const originators = attempts.map(({ originator }) => originator).join(' ');
  if (!['', 'CUSTOM', 'DEFAULT', 'CUSTOM DEFAULT'].includes(originators))
    problems.push(`its attempts were made by ${originators} (D3)`);
  if (record.rule === 'FALLBACK_DISABLED' && originators.includes('DEFAULT'))
    problems.push('the default account was tried though fallback is disabled (D6)');
  return problems;
}

function acceptedProblems({ record, attempts, accepted }: Dispatch): readonly string[] {
  const problems: string[] = [];
  for (const { sent, attempt } of accepted) {
    const to = parsePhoneNumber(sent.to);
    if (attempt.outcome !== 'ACCEPTED' && attempt.outcome !== 'OPEN')
      problems.push(`${sent.sid} was accepted, and its attempt is ${attempt.outcome}`);
    if (attempt.outcome === 'ACCEPTED' && attempt.twilio_sid !== sent.sid)
      problems.push(`its attempt holds ${attempt.twilio_sid} instead of ${sent.sid}`);
    if (
      sent.accountSid !== attempt.account_sid ||
      sent.from !== attempt.from_number ||
      sent.kind !== record.channel
    )
      problems.push(`${sent.sid} left from elsewhere than its attempt says`);
    if (to === undefined || maskRecipient(to) !== record.recipient_masked)
      problems.push(`${sent.sid} went to somebody else`);
  }
  const ids = accepted.map(({ attempt }) => attempt.id);
  if (new Set(ids).size !== ids.length) problems.push('an attempt sent two');
  for (const attempt of attempts) {
    if (attempt.outcome === 'ACCEPTED' && !ids.includes(attempt.id))
      problems.push(`its attempt ${attempt.id} is recorded as accepted, and was not`);
  }
  return problems;
}

function billingProblems({ record, attempts, accepted }: Dispatch): readonly string[] {
  const problems: string[] = [];
  const { billed_account: billed, also_billed: also } = record;
  const paying = attempts.filter(({ outcome }) => outcome === 'ACCEPTED').map(({ originator }) => originator);
  const named = [billed, also].filter((account) => account === 'CUSTOM' || account === 'DEFAULT');
  if ([...paying].sort().join() !== [...named].sort().join())
    problems.push(
      `it bills ${named.join(' and ') || 'nobody'}, and ${paying.join(' and ') || 'nobody'} accepted (B1)`,
    );
  if (billed === 'NONE' && accepted.length > 0) problems.push('nobody is billed for what was accepted');
  if ((billed === 'UNKNOWN') !== (record.state === 'OUTCOME_UNKNOWN')) problems.push(`it bills ${billed}`);
  const isShown = attempts.filter(({ outcome }) => outcome === 'ACCEPTED' || outcome === 'OPEN').length;
  if (accepted.length > isShown) problems.push('two were accepted, and its record does not show both (D8)');
  if (billed === 'DEFAULT' && record.charge_source !== 'RATE_CARD') problems.push('it has no charge (B2)');
  if (billed === 'CUSTOM' && record.charge_source === 'RATE_CARD')
    problems.push('the custom account is charged by the rate card (B3)');
  return problems;
}

async function brokenKeys(rows: Rows): Promise<readonly string[]> {
  const odd = await rows(
    `select coalesce(k.tenant_id, r.tenant_id) as tenant, coalesce(k.idempotency_key, r.idempotency_key) as key
       from dispatch_key k
       full join dispatch_record r
         on r.tenant_id = k.tenant_id and r.id = k.dispatch_id and r.idempotency_key = k.idempotency_key
      where k.dispatch_id is null or r.id is null`,
  );
  return odd.map(
    ({ tenant, key }) => `${tenant} ${key}: a key without its record, or the other way round (D10)`,
  );
}

const entryRow = z.object({
  tenant_id: z.string(),
  kind: z.enum(['DISPATCH_DECIDED', 'DISPATCH_CORRECTED']),
  dispatch: z.string(),
  before: z.string().nullable(),
  after: z.string(),
});

/** Who is billed and how a dispatch stands, in the words of an entry. */
function summary(side: 'before' | 'after'): string {
  const part = (name: string) => `coalesce(body::jsonb -> '${side}' ->> '${name}', '-')`;
  return `case when body::jsonb ->> '${side}' is not null
               then ${part('state')} || ' ' || ${part('billedAccount')} || ' ' || ${part('alsoBilled')} end as ${side}`;
}

/**
 * Each record has one entry of its decision, each correction says what was said before it, and what is said last is what
 * the record says (A1). Which is the last follows from that alone: an entry's instant is that of its transaction's
 * beginning, which may have waited for another's.
 */
async function brokenEntries(rows: Rows, records: readonly RecordRow[]): Promise<readonly string[]> {
  const found = await rows(
    `select tenant_id, body::jsonb ->> 'kind' as kind, substr(body::jsonb ->> 'object', 10) as dispatch,
            ${summary('before')}, ${summary('after')}
       from audit_entry where body::jsonb ->> 'kind' in ('DISPATCH_DECIDED', 'DISPATCH_CORRECTED')`,
  );
  const entries = new Map<string, z.infer<typeof entryRow>[]>();
  for (const row of found) {
    const entry = entryRow.parse(row);
    entries.set(entry.dispatch, [...(entries.get(entry.dispatch) ?? []), entry]);
  }
  return records.flatMap((record) => {
    const own = entries.get(record.id) ?? [];
    const said = own.map(({ after }) => after);
    for (const { before } of own)
      if (before !== null && said.includes(before)) said.splice(said.indexOf(before), 1);
    const decisions = own.filter(({ kind }) => kind === 'DISPATCH_DECIDED').length;
    const stands = `${record.state} ${record.billed_account} ${record.also_billed ?? '-'}`;
    if (decisions === 1 && said.length === 1 && said[0] === stands) return [];
    const log = own.map(({ before, after }) => `${before} → ${after}`).join(', ');
    return [
      `${record.tenant_id} ${record.idempotency_key} (${stands}): the log says ${log || 'nothing'} (A1)`,
    ];
  });
}
