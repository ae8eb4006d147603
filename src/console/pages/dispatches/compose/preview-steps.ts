import type { Channel, DispatchPreviewedQuery, PreviewStepFragment } from '../../../generated/graphql.ts';
import { composeText } from '../../../text/en/compose.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';

const text = composeText.preview;

type Preview = NonNullable<NonNullable<DispatchPreviewedQuery['tenant']>['dispatchPreview']>;

/** One step of a preview in words. */
export interface StepInWords {
  readonly title: string;
  readonly sends: string;
  readonly pays: string;
  readonly howMuch: string;
  readonly why: string;
  /** False if nothing would be sent. */
  readonly isSent: boolean;
}

/** The steps of a preview in words; none where the channel is off and the message would be refused. */
export function stepsOf({ first, onApiError }: Preview, channel: Channel): readonly StepInWords[] {
  if (first === null) return [];
  const steps = [stepInWords(text.first, first, channel)];
  if (onApiError !== null) steps.push(stepInWords(text.onApiError, onApiError, channel));
  return steps;
}

function stepInWords(title: string, step: PreviewStepFragment, channel: Channel): StepInWords {
  const { originator, originatingNumber, price, rule, trigger, failureReason } = step;
  const why = [
    trigger === null || trigger === 'API_ERROR' ? null : text.trigger[trigger],
    text.rule[rule],
    failureReason === null ? null : text.failureReason[failureReason],
  ];
  return {
    title,
    sends:
      originator === null ? text.nothing : text.sends[originator](originatingNumber ?? text.numberUnknown),
    pays: dispatchTerms.billed[originator ?? 'NONE'],
    howMuch: howMuch(originator, price, channel),
    why: why.filter((sentence) => sentence !== null).join(' '),
    isSent: originator !== null,
  };
}

function howMuch(
  originator: PreviewStepFragment['originator'],
  price: PreviewStepFragment['price'],
  channel: Channel,
): string {
  if (originator === null) return text.free;
  if (price === null) return text.ownPrice;
  return text.price[channel](price.amount, price.currency);
}
