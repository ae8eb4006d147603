import { sessionText } from '../../text/en/session.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CONSOLE_PATH } from '../settings.ts';
import { RETURN_PATH, sendAnswer } from './sign-in-channel.ts';

/** Hands on the answer with which the issuer sent a person back, if this is such a return, and closes the window. */
export function handOverAnswer(): boolean {
  const answer = location.hash.slice(1);
  if (location.pathname !== `${CONSOLE_PATH}${RETURN_PATH}` || !new URLSearchParams(answer).has('state'))
    return false;
  history.replaceState(null, '', location.pathname);
  sendAnswer(answer);
  window.close();
  return true;
}

/** Shown where the browser does not let the window close itself. */
export function SignInReturn() {
  return (
    <Notice tone="good" title={sessionText.openid.returned.title}>
      {sessionText.openid.returned.advice}
    </Notice>
  );
}
