import { useState } from 'react';
import { useCaller, useTenant } from '../../../caller/caller.tsx';
import { useChange } from '../../../data/change.ts';
import { useRead } from '../../../data/read.ts';
import { Failed, type Problem, Refusal } from '../../../data/shown.tsx';
import {
  AccountApprovalDocument,
  type AccountApprovalQuery,
  ApproveAccountChangeDocument,
  RejectAccountChangeDocument,
  SetAccountFourEyesDocument,
  WithdrawAccountChangeDocument,
} from '../../../generated/graphql.ts';
import { approvalText as text } from '../../../text/en/approval.ts';
import { Button } from '../../../ui/form/button.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Row, Section } from '../../../ui/layout/section.tsx';
import { Difference } from '../../../ui/show/difference.tsx';
import { DateTime } from '../../../ui/show/values.tsx';
import { nameOf, rowOf } from './change-row.ts';

/** The time within which a request of another admin is seen. */
const POLL_MS = 4_000;

type Approvals = NonNullable<AccountApprovalQuery['tenant']>;
type Request = NonNullable<Approvals['changeRequests']>['edges'][number]['node'];

/** A change that waits for another admin, and whether changes do. */
export function Approval({ onDecided }: { readonly onDecided: () => void }) {
  const { tenantId } = useTenant();
  const { may } = useCaller();
  const { data } = useRead(AccountApprovalDocument, { tenantId }, { refetchMs: POLL_MS });
  const request = data?.tenant?.changeRequests?.edges[0]?.node;
  const isOpen = request?.state === 'PENDING' || request?.state === 'APPROVED';
  return (
    <>
      {request !== undefined && isOpen ? (
        <Waiting key={request.id} request={request} onDecided={onDecided} />
      ) : null}
      {may('CONFIGURATION_WRITE') && data?.tenant?.fourEyes ? (
        <FourEyes required={data.tenant.fourEyes} busy={isOpen} />
      ) : null}
    </>
  );
}

function Waiting({ request, onDecided }: { readonly request: Request; readonly onDecided: () => void }) {
  const { may } = useCaller();
  const { kind, state, askedBy, askedAt, applyAt, changes } = request;
  return (
    <Section title={text.title} lead={text.asked(nameOf(askedBy), text.kinds[kind])}>
      <p>
        <DateTime at={askedAt} />
      </p>
      {applyAt === null ? null : (
        <p>
          {state === 'APPROVED' ? text.scheduled : null} {text.applies} <DateTime at={applyAt} />
        </p>
      )}
      {changes !== null ? (
        <Difference label={text.changes} rows={changes.map(rowOf)} />
      ) : kind === 'SAVE' ? (
        <p>{text.gone}</p>
      ) : null}
      {may('CONFIGURATION_WRITE') ? <Decision request={request} onDecided={onDecided} /> : null}
    </Section>
  );
}

function Decision({ request, onDecided }: { readonly request: Request; readonly onDecided: () => void }) {
  const { tenantId } = useTenant();
  const { subject } = useCaller();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const approving = useChange(ApproveAccountChangeDocument, [AccountApprovalDocument]);
  const rejecting = useChange(RejectAccountChangeDocument, [AccountApprovalDocument]);
  const withdrawing = useChange(WithdrawAccountChangeDocument, [AccountApprovalDocument]);
  const isBusy = approving.isPending || rejecting.isPending || withdrawing.isPending;
  const error = approving.error ?? rejecting.error ?? withdrawing.error;
  const input = { tenantId, id: request.id, ...(note.trim() === '' ? {} : { note }) };
  const told = (answer: Problem | { readonly __typename: string } | null | undefined) => {
    setProblem(answer && 'message' in answer ? answer : null);
    onDecided();
  };
  const approve = async () => {
    const answer = await approving
      .mutateAsync({ input: { ...input, digest: request.digest } })
      .catch(() => null);
    told(answer?.approveChangeRequest);
  };
  const reject = async () =>
    told((await rejecting.mutateAsync({ input }).catch(() => null))?.rejectChangeRequest);
  const withdraw = async () =>
    told((await withdrawing.mutateAsync({ input }).catch(() => null))?.withdrawChangeRequest);
  const isOwn = request.askedBy.kind === 'PERSON' && request.askedBy.subject === subject;
  return (
    <>
      {problem === null ? null : <Refusal problem={problem} title={text.refused} />}
      {error === null ? null : <Failed error={error} title={text.refused} />}
      <TextField
        label={text.note}
        description={text.noteAdvice}
        value={note}
        maxLength={500}
        onChange={setNote}
      />
      {isOwn ? <p>{text.own}</p> : null}
      <Row>
        {isOwn ? (
          <Button busy={isBusy} onPress={() => void withdraw()}>
            {text.withdraw}
          </Button>
        ) : (
          <>
            {request.state === 'PENDING' ? (
              <Button kind="primary" busy={isBusy} onPress={() => void approve()}>
                {text.approve}
              </Button>
            ) : null}
            <Button busy={isBusy} onPress={() => void reject()}>
              {text.reject}
            </Button>
          </>
        )}
      </Row>
    </>
  );
}

function FourEyes({
  required,
  busy,
}: {
  readonly required: NonNullable<Approvals['fourEyes']>;
  readonly busy: boolean;
}) {
  const { tenantId } = useTenant();
  const setting = useChange(SetAccountFourEyesDocument, [AccountApprovalDocument]);
  const set = () =>
    void setting.mutateAsync({ input: { tenantId, required: required === 'OFF' } }).catch(() => null);
  const answer = setting.data?.setFourEyes;
  return (
    <Section title={text.fourEyes} lead={text.required[required]}>
      {answer !== null && answer !== undefined && 'message' in answer ? <Refusal problem={answer} /> : null}
      {setting.error === null ? null : <Failed error={setting.error} />}
      {required === 'PLATFORM' ? null : (
        <Row>
          <Button busy={setting.isPending} disabled={busy} onPress={set}>
            {required === 'OFF' ? text.require : text.release}
          </Button>
        </Row>
      )}
    </Section>
  );
}
