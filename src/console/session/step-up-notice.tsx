import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Button } from '../ui/form/button.tsx';
import type { StepUpWish } from './session.ts';

const TEXT = sessionText.stepUp;

/** Asks for another sign-in, for which a browser opens a window only when somebody presses a button. */
export function StepUpNotice(props: {
  readonly wish: StepUpWish;
  readonly again: string;
  readonly onAgain: () => void;
  readonly onGiveUp: () => void;
}) {
  const { wish, again, onAgain, onGiveUp } = props;
  const wanted = [...wish.acrValues, ...wish.methods];
  return (
    <Notice
      tone="warning"
      title={TEXT.title}
      actions={
        <>
          <Button kind="primary" onPress={onAgain}>
            {again}
          </Button>
          <Button kind="quiet" onPress={onGiveUp}>
            {TEXT.giveUp}
          </Button>
        </>
      }
    >
      <p>{TEXT.lead}</p>
      {wanted.length === 0 ? null : <p>{TEXT.wanted(wanted.join(', '))}</p>}
      {typeof wish.maxAgeSeconds === 'number' ? <p>{TEXT.age(wish.maxAgeSeconds)}</p> : null}
    </Notice>
  );
}
