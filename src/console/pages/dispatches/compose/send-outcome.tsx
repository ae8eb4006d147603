import { Link } from 'wouter';
import { useTenant } from '../../../caller/caller.tsx';
import type { DispatchDetailsFragment } from '../../../generated/graphql.ts';
import { composeText } from '../../../text/en/compose.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { decisionOf } from '../record/decision.ts';
import { DecisionPicture } from '../record/decision-picture.tsx';
import { recordPath } from '../record/record-path.ts';
import { stateTone } from '../record/tones.ts';

/** The outcome of a message that was just sent, with the way to its record. */
export function SendOutcome({ record }: { readonly record: DispatchDetailsFragment }) {
  const { tenantId } = useTenant();
  return (
    <>
      <Notice
        tone={stateTone(record.state)}
        title={dispatchTerms.state[record.state]}
        actions={<Link href={recordPath(tenantId, record.id)}>{composeText.outcome.explain}</Link>}
      >
        {dispatchTerms.stateExplained[record.state]}
        {record.simulated ? ` ${dispatchesText.record.simulated}` : null}
      </Notice>
      <DecisionPicture decision={decisionOf(record)} />
    </>
  );
}
