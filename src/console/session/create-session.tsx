import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { createDevelopmentSession } from './development-session.tsx';
import { createOpenIdSession } from './openid-session.tsx';
import { createState, type Session, type SessionState } from './session.ts';
import type { SignInSettings } from './settings.ts';

function SignIn() {
  return (
    <Notice tone="warning" title={sessionText.unavailable.title}>
      {sessionText.unavailable.advice}
    </Notice>
  );
}

/** A session that nobody can begin: the server names no way to sign in. */
function createNoSession(): Session {
  const { state, subscribe } = createState<SessionState>({ status: 'signed-out' });
  const token = () => Promise.reject(new Error(sessionText.unavailable.title));
  const stepUp = () => Promise.reject(new Error(sessionText.stepUp.nowhere));
  return { state, subscribe, token, stepUp, Control: () => null, SignIn };
}

/** The session that the server's settings ask for. */
export function createSession(settings: SignInSettings): Session {
  switch (settings.kind) {
    case 'development':
      return createDevelopmentSession(settings.roles);
    case 'openid-connect':
      return createOpenIdSession(settings);
    case 'none':
      return createNoSession();
  }
}
