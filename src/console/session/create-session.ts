import { createDevelopmentSession } from './development-session.tsx';
import { createNoSession } from './no-session.tsx';
import type { Session } from './session.ts';
import type { SignInSettings } from './settings.ts';

/** The session that the server's settings ask for. */
export function createSession(settings: SignInSettings): Session {
  return settings.kind === 'development' ? createDevelopmentSession(settings.roles) : createNoSession();
}
