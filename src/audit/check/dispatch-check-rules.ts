import { multiplyDecimal } from '../../dispatch/settings/rate-card-rules.ts';
import type { StoredAttempt, StoredDispatch } from './dispatch-check-store.ts';
import { membersOf } from './entry-check-rules.ts';
import { differing, instantOf, statedMembers, toldBy } from './expected-entry-rules.ts';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Everything in which a dispatch does not agree with its entries (A1, D8): it has one of its decision once it has been
 * decided, each correction says what was said before it, and what is said last is what the record says. Which is the last
 * follows from that alone, since entries of one instant have no order.
 */
export function dispatchProblems(dispatch: StoredDispatch): readonly string[] {
  const all = dispatch.entries.map(toldBy);
  const entries = all.filter(({ kind }) => kind !== 'DISPATCH_PRICED');
  const prices = all.filter(({ kind }) => kind === 'DISPATCH_PRICED').map(({ after }) => membersOf(after));
  if (dispatch.state === 'PENDING')
    return entries.length === 0 ? [] : ['is pending, but the log says that it was decided'];
  const [decision, ...others] = entries.filter(({ kind }) => kind === 'DISPATCH_DECIDED');
  if (decision === undefined || others.length > 0)
    return [`has ${decision === undefined ? 0 : others.length + 1} decision entries instead of one`];
  const own = [
    ...recordProblems(dispatch),
    ...attemptProblems(dispatch),
    ...priceProblems(dispatch, prices, decision['v'] === 1),
  ];
  if (instantOf(decision['at']) !== dispatch.settledAt?.getTime())
    own.push('has a decision time that differs from its entry');
  const last = lastSaid(entries);
  return typeof last === 'string' ? [last, ...own] : [...differences(dispatch, last), ...own];
}

/** The last state that entries state; a sentence where that is not one thing. */
function lastSaid(entries: readonly Entry[]): Entry | string {
  const said = entries.map(({ after }) => membersOf(after));
  for (const { before } of entries.filter((entry) => entry['before'] !== null)) {
    const at = said.findIndex((after) => isWhatWasSaid(after, membersOf(before)));
    if (at < 0) return `was corrected from a state that no entry records: ${billing(before)}`;
    said.splice(at, 1);
  }
  const [last, ...others] = said;
  if (last === undefined || others.length > 0)
    return `has entries that do not lead to exactly one state: ${said.map(billing).join(' and ') || 'nothing'}`;
  return last;
}

/** True if a correction is of what an entry says: who was billed, what the attempts had come to, and for how much. */
function isWhatWasSaid(after: Entry, before: Entry): boolean {
  const { segments = before['segments'] } = after;
  return standing(after) === standing(before) && segments === before['segments'];
}

function standing(summary: Entry): string {
  return `${billing(summary)}: ${attemptsOf(summary).map(({ outcome, chosenFrom }) => `${outcome} ${chosenFrom ?? ''}`)}`;
}

function billing(summary: unknown): string {
  const { state, billedAccount, alsoBilled } = membersOf(summary);
  return `${state}, billed to ${billedAccount}${alsoBilled === null ? '' : ` and ${alsoBilled}`}`;
}

function attemptsOf(summary: unknown): readonly Entry[] {
  const { attempts } = membersOf(summary);
  return Array.isArray(attempts) ? attempts.map(membersOf) : [];
}

/** In what a record is not as the last of its entries says. */
function differences(dispatch: StoredDispatch, last: Entry): readonly string[] {
  const { state, billedAccount, alsoBilled } = dispatch;
  const problems: string[] = [];
  const stands = billing({ state, billedAccount, alsoBilled });
  if (billing(last) !== stands) problems.push(`is ${stands}, but the log says ${billing(last)}`);
  const expected = {
    dispatchId: dispatch.id,
    channel: dispatch.channel,
    trigger: dispatch.trigger,
    rule: dispatch.rule,
    fallbackMode: dispatch.fallbackMode,
    configurationVersion: dispatch.configurationVersion,
    ...statedMembers(
      {
        failureReason: dispatch.failureReason,
        country: dispatch.country,
        segments: countedSegments(dispatch),
        estimatedSegments: dispatch.segments,
        settings: dispatch.settings,
        requestedBy: dispatch.requestedBy,
        requestId: dispatch.requestId,
        simulated: dispatch.simulated === true,
        charge: chargeOfPlatform(dispatch),
      },
      last,
    ),
  };
  problems.push(...differing(expected, last).map((name) => `differs from its entry in ${name}`));
  const attempts = attemptsOf(last);
  if (attempts.length !== dispatch.attempts.length)
    problems.push(`has ${dispatch.attempts.length} attempts, but its entry has ${attempts.length}`);
  for (const [index, attempt] of dispatch.attempts.entries())
    problems.push(...attemptDifferences(attempt, attempts[index] ?? {}));
  return problems;
}

function chargeOfPlatform(dispatch: StoredDispatch): unknown {
  if (dispatch.billedAccount !== 'DEFAULT' || dispatch.chargeAmount === null) return null;
  return {
    amount: dispatch.chargeAmount,
    currency: dispatch.chargeCurrency,
    rateCardVersion: dispatch.rateCardVersion,
  };
}

function attemptDifferences(attempt: StoredAttempt, entry: Entry): readonly string[] {
  const { ordinal, originator, accountSid, from, outcome, evidence, code, fault, twilioSid } = attempt;
  const { senderKind, senderClass, chosenFrom } = attempt;
  // Entries of old were not corrected when it became known what had come of an attempt beside another, or its SID.
  const isOld = !Object.hasOwn(entry, 'from');
  const later = isOld && entry['outcome'] === 'OPEN' ? {} : { outcome, code };
  const expected = {
    originator,
    accountSid,
    ...later,
    ...statedMembers({ from, senderKind, senderClass, chosenFrom, evidence, fault }, entry),
    ...(isOld && entry['twilioSid'] === null ? {} : { twilioSid }),
  };
  return differing(expected, entry).map(
    (name) => `has an attempt ${ordinal} that differs from its entry in ${name}`,
  );
}

/** In what a record does not agree with itself. */
function recordProblems(dispatch: StoredDispatch): string[] {
  const { attempts, keys, billedAccount: billed, chargeSource: source } = dispatch;
  const problems: string[] = [];
  if (keys.length !== 1 || keys[0] !== dispatch.idempotencyKey)
    problems.push('is not the record of its idempotency key');
  if (Number.parseInt(dispatch.id.replace('-', '').slice(0, 12), 16) !== dispatch.createdAt.getTime())
    problems.push('has a creation time that differs from its id');
  const fellBack =
    dispatch.rule !== 'NO_CUSTOM_ACCOUNT' &&
    attempts.some(({ originator, fault }) => originator === 'DEFAULT' && fault !== 'TIME_SPENT');
  if (dispatch.fellBack !== fellBack) problems.push('is wrongly counted as a fallback, or as none');
  const sources = { DEFAULT: ['RATE_CARD', null], CUSTOM: ['TWILIO', null] };
  const known: readonly (string | null)[] =
    billed === 'DEFAULT' || billed === 'CUSTOM' ? sources[billed] : [null];
  if (!known.includes(source)) problems.push(`has a charge from ${source} but is billed to ${billed}`);
  const parts = [dispatch.chargeAmount, dispatch.chargeCurrency, source].filter((part) => part !== null);
  if (parts.length % 3 !== 0 || (source !== 'RATE_CARD' && dispatch.rateCardVersion !== null))
    problems.push('has an incomplete charge');
  return problems;
}

/** In what attempts do not agree with their dispatch (D14, D15). */
function attemptProblems(dispatch: StoredDispatch): string[] {
  const { attempts, versionCredential: credential } = dispatch;
  const problems: string[] = [];
  if (attempts.length > 2) problems.push(`has ${attempts.length} attempts, more than two (D15)`);
  for (const [index, attempt] of attempts.entries()) {
    const { ordinal, originator, outcome, twilioSid } = attempt;
    if (ordinal !== index + 1) problems.push(`has attempt ${ordinal} in the place of attempt ${index + 1}`);
    if (attempt.credentialId !== (originator === 'CUSTOM' ? credential : null))
      problems.push(`has an attempt ${ordinal} with a token other than that of its version (D14)`);
    if (outcome !== 'ACCEPTED' && attempt.segments !== null)
      problems.push(`has an attempt ${ordinal} with segments that Twilio did not report`);
    if (outcome === 'NOT_SENT' && twilioSid !== null)
      problems.push(`has an attempt ${ordinal} that was not sent but has the SID ${twilioSid}`);
  }
  return [...problems, ...chargeProblems(dispatch)];
}

/** In what a charge is not what was quoted, for as many segments as Twilio has told of (B2, B5). */
function chargeProblems(dispatch: StoredDispatch): readonly string[] {
  const { chargeAmount: amount, chargeCurrency: currency, chargeSource: source } = dispatch;
  if (dispatch.billedAccount !== 'DEFAULT' || amount === null) return [];
  const quote = dispatch.attempts.find(({ originator }) => originator === 'DEFAULT')?.quote;
  const quoted = String(membersOf(quote)['amount']);
  const isPrice = DECIMAL.test(amount) && DECIMAL.test(quoted);
  const isAsMuch =
    isPrice &&
    multiplyDecimal(amount, dispatch.segments) === multiplyDecimal(quoted, countedSegments(dispatch));
  const others = differing({ currency, source, rateCardVersion: dispatch.rateCardVersion }, quote);
  return isAsMuch && others.length === 0
    ? []
    : ['has a charge that differs from the quote of its attempt (B2)'];
}

const DECIMAL = /^[0-9]+(\.[0-9]+)?$/;

/** In what the price that Twilio told is not the one of its entry (B3, A8). Before form 2 of entries there was none of it. */
function priceProblems(
  { chargeSource, chargeAmount: amount, chargeCurrency: currency }: StoredDispatch,
  prices: readonly Entry[],
  isOld: boolean,
): readonly string[] {
  const [price, ...others] = prices;
  if (others.length > 0) return [`has ${prices.length} entries of its price instead of one`];
  if (chargeSource !== 'TWILIO') return [];
  if (price === undefined) return isOld ? [] : ['has a price from Twilio that no entry records'];
  return differing({ amount, currency }, membersOf(price['charge'])).map(
    (name) => `has a price that differs from its entry in ${name}`,
  );
}

/** As many as Twilio told of the billed attempt, else as many as were estimated. */
function countedSegments({ attempts, billedAccount: billed, segments }: StoredDispatch): number {
  return attempts.find(({ originator }) => originator === billed)?.segments ?? segments;
}
