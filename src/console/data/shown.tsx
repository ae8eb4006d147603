import { OriginatorError } from '@originator/client';
import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { dataText } from '../text/en/data.ts';
import { Loading } from '../ui/feedback/loading.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Button } from '../ui/form/button.tsx';
import { DateTime } from '../ui/show/values.tsx';

type ReadState<Data> = Pick<
  UseQueryResult<Data> | UseInfiniteQueryResult<Data>,
  'data' | 'error' | 'isFetching' | 'refetch'
>;

/** Shows what was read, or that it is under way, or why it failed. Data that is there stays while it is read again. */
export function Shown<Data>(props: {
  readonly of: ReadState<Data>;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const { data, error, isFetching, refetch } = props.of;
  const failed =
    error === null ? null : <Failed error={error} busy={isFetching} onRetry={() => void refetch()} />;
  if (data === undefined) return failed ?? <Loading />;
  return (
    <>
      {failed}
      {props.children(data)}
    </>
  );
}

/** An error that is no refusal of the contract, in words, with what to do. */
export function Failed(props: {
  readonly error: Error;
  readonly title?: string;
  readonly busy?: boolean;
  readonly onRetry?: () => void;
}) {
  const { error, title = dataText.failed, busy, onRetry } = props;
  const isOurs = error instanceof OriginatorError;
  const advice = isOurs ? dataText.codes[error.code] : undefined;
  return (
    <Notice
      tone="error"
      title={title}
      actions={
        onRetry === undefined ? undefined : (
          <Button small busy={busy} onPress={onRetry}>
            {dataText.retry}
          </Button>
        )
      }
    >
      <p>{error.message}</p>
      {advice === undefined ? null : <p>{advice}</p>}
      {isOurs && error.requestId !== null ? <p>{dataText.requestId(error.requestId)}</p> : null}
    </Notice>
  );
}

/** The members of a typed refusal that every one of them has, or that some have. */
export interface Problem {
  readonly message: string;
  readonly issues?: readonly { readonly code: string; readonly message: string }[];
  readonly retryAt?: string | null;
}

/** A typed refusal of a mutation: what it says, each thing that is wrong, and when to come back. */
export function Refusal(props: {
  readonly problem: Problem;
  readonly title?: string;
  readonly actions?: ReactNode;
}) {
  const { problem, title = dataText.refused, actions } = props;
  // A single issue is what the message says already.
  const issues = problem.issues ?? [];
  const others = issues.length > 1 ? issues : [];
  return (
    <Notice tone="error" title={title} actions={actions}>
      <p>{problem.message}</p>
      {others.length === 0 ? null : (
        <ul>
          {others.map(({ code, message }) => (
            <li key={`${code} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {problem.retryAt === undefined || problem.retryAt === null ? null : (
        <p>
          <DateTime at={problem.retryAt} />
        </p>
      )}
    </Notice>
  );
}
