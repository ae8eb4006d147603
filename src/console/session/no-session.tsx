import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { createSessionState, type Session } from './session.ts';

function SignIn() {
  return (
    <Notice tone="warning" title={sessionText.unavailable.title}>
      {sessionText.unavailable.advice}
    </Notice>
  );
}

/** A session that nobody can begin: the server names no way to sign in. */
export function createNoSession(): Session {
  const { state, subscribe } = createSessionState({ status: 'signed-out' });
  const token = () => Promise.reject(new Error(sessionText.unavailable.title));
  return { state, subscribe, token, Control: () => null, SignIn };
}
