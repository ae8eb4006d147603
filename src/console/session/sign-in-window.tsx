import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { CONSOLE_PATH } from './settings.ts';

/** The path to which the issuer sends a person back. */
export const RETURN_PATH = `${CONSOLE_PATH}/sign-in`;

/** Between the windows of this console; no other origin can listen. */
const CHANNEL = `sign-in ${CONSOLE_PATH}`;

/** The answer of the issuer to the attempt with this state, which another window hands over. */
export function receiveAnswer(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }) => {
      const answer = new URLSearchParams(String(data));
      // Other windows of the console may be signing in as well.
      if (answer.get('state') !== state) return;
      channel.close();
      resolve(answer);
    });
    signal.addEventListener('abort', () => {
      channel.close();
      reject(signal.reason);
    });
  });
}

/** Hands on the answer with which the issuer sent a person back, if this is such a return, and closes the window. */
export function handOverAnswer(): boolean {
  const answer = location.hash.slice(1);
  if (location.pathname !== RETURN_PATH || !new URLSearchParams(answer).has('state')) return false;
  history.replaceState(null, '', location.pathname);
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(answer);
  channel.close();
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
