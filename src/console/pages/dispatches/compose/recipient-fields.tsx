import { useEffect, useRef, useState } from 'react';
import type { Channel } from '../../../generated/graphql.ts';
import { composeText } from '../../../text/en/compose.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { RadioGroup } from '../../../ui/form/radio-group.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { members } from '../record/members.ts';
import { phoneNumberIn } from '../record/typed-number.ts';

/** A number that can be called is taken once nothing more was typed for this long. */
const TYPED_AFTER_MS = 400;

/** The channel and the recipient. A number applies once it is whole and typing has stopped. */
export function RecipientFields(props: {
  readonly channel: Channel;
  readonly to: string;
  readonly onChannel: (channel: Channel) => void;
  /** Gives the number, or nothing while there is no whole one. */
  readonly onTo: (to: string) => void;
}) {
  const { channel, to, onChannel, onTo } = props;
  const [typed, setTyped] = useState(to);
  const [isLeft, setLeft] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const apply = (text: string) => {
    clearTimeout(timer.current);
    onTo(phoneNumberIn(text) ?? '');
  };
  return (
    <>
      <RadioGroup
        label={composeText.channel}
        options={members(dispatchTerms.channel).map((id) => ({ id, label: dispatchTerms.channel[id] }))}
        value={channel}
        onChange={onChannel}
      />
      <TextField
        label={composeText.recipient}
        description={composeText.recipientHint}
        value={typed}
        maxLength={32}
        onChange={(text) => {
          setTyped(text);
          setLeft(false);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => apply(text), TYPED_AFTER_MS);
        }}
        onBlur={() => {
          setLeft(true);
          apply(typed);
        }}
        error={
          isLeft && typed !== '' && phoneNumberIn(typed) === undefined ? composeText.wrong.recipient : null
        }
      />
    </>
  );
}
