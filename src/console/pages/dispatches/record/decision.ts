import type {
  DispatchAttemptMadeFragment,
  DispatchDetailsFragment,
  Originator,
} from '../../../generated/graphql.ts';
import { decisionText } from '../../../text/en/decision.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';

/** The looks of a place of the picture; its lines say the same. */
export type NodeTone = 'neutral' | 'good' | 'bad' | 'open' | 'skipped';

/** A place of the picture: the request, an account, or who pays. */
export interface PictureNode {
  readonly title: string;
  readonly lines: readonly string[];
  readonly tone: NodeTone;
}

/** The way from one place to another: taken, forbidden, or not there at all (null). */
export interface PictureEdge {
  readonly label: string;
  readonly kind: 'taken' | 'blocked' | 'open';
}

/** The decision as places and ways, and as sentences that say the same. */
export interface Decision {
  readonly request: PictureNode;
  readonly custom: PictureNode;
  readonly default: PictureNode;
  readonly payer: PictureNode;
  readonly requestToCustom: PictureEdge | null;
  readonly requestToDefault: PictureEdge | null;
  readonly customToDefault: PictureEdge | null;
  readonly customToPayer: PictureEdge | null;
  readonly defaultToPayer: PictureEdge | null;
  readonly sentences: readonly string[];
}

/** So many lines have room in a place of the picture. */
const MAX_LINES = 2;

type Recorded = Pick<
  DispatchDetailsFragment,
  | 'channel'
  | 'recipient'
  | 'state'
  | 'rule'
  | 'trigger'
  | 'failureReason'
  | 'attempts'
  | 'billedAccount'
  | 'alsoBilled'
  | 'charge'
>;
type Attempt = DispatchAttemptMadeFragment;

/** The decision that the fields of a record tell of. */
export function decisionOf(record: Recorded): Decision {
  const custom = attemptOf(record, 'CUSTOM');
  const fallback = attemptOf(record, 'DEFAULT');
  const hasCustom = record.rule !== 'NO_CUSTOM_ACCOUNT';
  return {
    request: {
      title: dispatchTerms.channel[record.channel],
      lines: [decisionText.to(record.recipient)],
      tone: 'neutral',
    },
    custom: customNode(record, custom),
    default: defaultNode(record, custom, fallback),
    payer: payerNode(record),
    requestToCustom: hasCustom ? { label: decisionText.triedFirst, kind: 'taken' } : null,
    requestToDefault: hasCustom ? null : { label: decisionText.noCustomAccount, kind: 'taken' },
    customToDefault: fallbackEdge(record, custom, fallback),
    customToPayer: payerEdge(record, 'CUSTOM', custom, fallback === undefined),
    defaultToPayer: payerEdge(record, 'DEFAULT', fallback, true),
    sentences: sentencesOf(record, custom, fallback),
  };
}

function attemptOf({ attempts }: Recorded, originator: Originator): Attempt | undefined {
  return attempts.find((attempt) => attempt.originator === originator);
}

function customNode(record: Recorded, attempt: Attempt | undefined): PictureNode {
  const title = dispatchTerms.account.CUSTOM;
  if (attempt !== undefined) return attemptNode(title, attempt);
  if (record.rule === 'NO_CUSTOM_ACCOUNT') return { title, lines: [decisionText.noneLive], tone: 'skipped' };
  if (record.trigger === 'NO_ORIGINATION_NUMBER')
    return { title, lines: [decisionText.noNumber], tone: 'bad' };
  return { title, lines: [decisionText.notYet], tone: 'skipped' };
}

function defaultNode(
  record: Recorded,
  custom: Attempt | undefined,
  attempt: Attempt | undefined,
): PictureNode {
  const title = dispatchTerms.account.DEFAULT;
  if (attempt !== undefined) return attemptNode(title, attempt);
  if (record.failureReason !== null)
    return { title, lines: [decisionText.reason[record.failureReason]], tone: 'bad' };
  if (record.state === 'PENDING' && custom?.outcome !== 'ACCEPTED')
    return { title, lines: [decisionText.notYet], tone: 'skipped' };
  return {
    title,
    lines: [record.trigger === null ? decisionText.notNeeded : decisionText.notTried],
    tone: 'skipped',
  };
}

const OUTCOME_TONES: Readonly<Record<Attempt['outcome'], NodeTone>> = {
  ACCEPTED: 'good',
  NOT_SENT: 'bad',
  OPEN: 'open',
  REFUSED: 'bad',
  THROTTLED: 'bad',
};

function attemptNode(title: string, attempt: Attempt): PictureNode {
  const { outcome, code, originatingNumber } = attempt;
  const came = dispatchTerms.outcome[outcome];
  return {
    title,
    lines: [
      decisionText.from(originatingNumber),
      code === null || outcome === 'ACCEPTED' ? came : decisionText.withCode(came, code),
    ],
    tone: OUTCOME_TONES[outcome],
  };
}

function payerNode({ billedAccount, alsoBilled, charge }: Recorded): PictureNode {
  const lines = [dispatchTerms.billed[billedAccount]];
  if (charge !== null) lines.push(`${charge.amount} ${charge.currency}`);
  if (alsoBilled !== null) lines.push(decisionText.also(dispatchTerms.accountInText[alsoBilled]));
  return {
    title: decisionText.payer,
    lines: lines.length > MAX_LINES ? [lines.slice(0, -1).join(': '), ...lines.slice(-1)] : lines,
    tone: billedAccount === 'UNKNOWN' ? 'open' : billedAccount === 'NONE' ? 'skipped' : 'good',
  };
}

function fallbackEdge(
  record: Recorded,
  custom: Attempt | undefined,
  fallback: Attempt | undefined,
): PictureEdge | null {
  if (record.trigger === null || record.rule === 'NO_CUSTOM_ACCOUNT') return null;
  const label = dispatchTerms.rule[record.rule];
  if (fallback !== undefined) return { label, kind: 'taken' };
  if (record.state === 'PENDING' && custom?.outcome === 'OPEN') return null;
  return { label: record.rule === 'CUSTOM_FIRST' ? decisionText.noFallback : label, kind: 'blocked' };
}

function payerEdge(
  record: Recorded,
  account: Originator,
  attempt: Attempt | undefined,
  isLast: boolean,
): PictureEdge | null {
  const { billedAccount, alsoBilled } = record;
  if (billedAccount === account || alsoBilled === account)
    return { label: decisionText.accepted, kind: 'taken' };
  if (attempt === undefined) return null;
  if (attempt.outcome === 'OPEN') return { label: decisionText.perhaps, kind: 'open' };
  return billedAccount === 'NONE' && isLast ? { label: decisionText.notAccepted, kind: 'open' } : null;
}

function sentencesOf(
  record: Recorded,
  custom: Attempt | undefined,
  fallback: Attempt | undefined,
): readonly string[] {
  const told: string[] = [];
  if (record.rule === 'NO_CUSTOM_ACCOUNT') told.push(dispatchTerms.ruleExplained.NO_CUSTOM_ACCOUNT);
  else if (custom !== undefined)
    told.push(decisionText.customTried(custom.originatingNumber), cameOf(custom));
  else if (record.trigger !== null) told.push(dispatchTerms.triggerExplained[record.trigger]);
  if (record.trigger !== null) told.push(decisionText.consequence[record.rule]);
  if (fallback !== undefined)
    told.push(decisionText.defaultTried(fallback.originatingNumber), cameOf(fallback));
  if (record.failureReason !== null) told.push(dispatchTerms.failureReason[record.failureReason]);
  told.push(billSentence(record));
  return told.filter((sentence) => sentence !== '');
}

function cameOf({ outcome, code }: Attempt): string {
  const sentence = dispatchTerms.outcomeExplained[outcome];
  return code === null || outcome === 'ACCEPTED' ? sentence : decisionText.sentenceWithCode(sentence, code);
}

function billSentence({ billedAccount, alsoBilled, charge }: Recorded): string {
  const amount = charge === null ? null : `${charge.amount} ${charge.currency}`;
  const bill = decisionText.bill[billedAccount](amount);
  return alsoBilled === null
    ? bill
    : `${bill} ${decisionText.alsoBilled(dispatchTerms.accountInText[alsoBilled])}`;
}
