import { OriginatorError } from '@originator/client';
import { type ReactNode, useRef, useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { useChange } from '../../../data/change.ts';
import { Failed, Refusal } from '../../../data/shown.tsx';
import {
  type Channel,
  DispatchListDocument,
  SendMessageDocument,
  type SendMessageMutation,
} from '../../../generated/graphql.ts';
import { composeText } from '../../../text/en/compose.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Row, Section, Stack } from '../../../ui/layout/section.tsx';
import { SendOutcome } from './send-outcome.tsx';

const KEY_BYTES = 16;
/** Longer texts are refused by the API as well. */
const MAX_TEXT = 1_600;
const ROWS = 4;

/** The form that sends one message. The text is given up as soon as the message was sent. */
export function SendForm(props: {
  readonly channel: Channel;
  readonly to: string;
  readonly fields: ReactNode;
}) {
  const { channel, to, fields } = props;
  const { tenantId } = useTenant();
  const sending = useChange(SendMessageDocument, [DispatchListDocument]);
  const keyOf = useIdempotencyKeys();
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [answer, setAnswer] = useState<SendMessageMutation['dispatch'] | null>(null);
  const send = async () => {
    setTried(true);
    if (to === '' || text.trim() === '') return;
    setAnswer(null);
    const request = `${channel} ${to} ${text}`;
    const idempotencyKey = keyOf(request);
    const { dispatch } = await sending.mutateAsync({
      input: { tenantId, idempotencyKey, channel, to, text },
    });
    keyOf.forget();
    setAnswer(dispatch);
    if (dispatch?.__typename !== 'DispatchPayload') return;
    setText('');
    setTried(false);
  };
  return (
    <Section title={composeText.message} lead={composeText.lead}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!sending.isPending) void send().catch(() => undefined);
        }}
      >
        <Stack>
          {fields}
          <TextField
            label={composeText.text}
            description={composeText.textHint(channel)}
            rows={ROWS}
            value={text}
            maxLength={MAX_TEXT}
            onChange={setText}
            error={isTried && text.trim() === '' ? composeText.wrong.text : null}
          />
          {isTried && to === '' ? <Notice tone="error" title={composeText.wrong.recipient} /> : null}
          <Row>
            <Button type="submit" kind="primary" busy={sending.isPending}>
              {sending.isPending ? composeText.sending : composeText.send}
            </Button>
          </Row>
        </Stack>
      </form>
      {sending.error === null ? null : <NotSent error={sending.error} />}
      {answer === null ? null : answer.__typename === 'DispatchPayload' ? (
        <SendOutcome record={answer.record} />
      ) : (
        <Refusal title={composeText.outcome.refused} problem={answer} />
      )}
    </Section>
  );
}

/** A request without an answer may have been sent; the same key sends it once, however often it is repeated. */
function NotSent({ error }: { readonly error: Error }) {
  const isOpen = error instanceof OriginatorError && error.code === 'NETWORK';
  return (
    <>
      <Failed error={error} title={isOpen ? composeText.outcome.repeated : composeText.outcome.refused} />
      {isOpen ? <p>{composeText.outcome.repeatAdvice}</p> : null}
    </>
  );
}

/** Gives the same key for the same request until its answer is known. */
function useIdempotencyKeys() {
  const kept = useRef<{ readonly request: string; readonly key: string } | null>(null);
  const keyOf = (request: string): string => {
    if (kept.current?.request !== request) kept.current = { request, key: newKey() };
    return kept.current.key;
  };
  keyOf.forget = () => {
    kept.current = null;
  };
  return keyOf;
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
