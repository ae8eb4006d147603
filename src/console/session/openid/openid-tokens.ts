import { sessionText } from '../../text/en/session.ts';
import { createState, type SessionState } from '../session.ts';
import type { CodeFlow, Grant, Person } from './code-flow.ts';
import { receiveAnswer } from './sign-in-channel.ts';
import { SignInError } from './sign-in-error.ts';

/** The next token is asked for when one is this near to its end, or nearer for one that lives shortly. */
const NEARLY_EXPIRED_MS = 60_000;

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a person sees of their sign-in. */
export interface SignInView {
  readonly person: Person | null;
  /** True if the token has run out and could not be renewed: the pages stay, and wait for a sign-in. */
  readonly ended: boolean;
  /** True while the person is in the other window. */
  readonly waiting: boolean;
  readonly problem: SignInError | null;
}

/** A request that waits until the person has signed in again. */
interface Waiting {
  readonly resolve: (token: string) => void;
  readonly reject: (error: Error) => void;
}

const NOBODY: SignInView = { person: null, ended: false, waiting: false, problem: null };

/** The tokens of one person, kept in memory, renewed while the issuer lets them be, and asked for again after that. */
export function createOpenIdTokens(flow: () => Promise<CodeFlow>) {
  const view = createState<SignInView>(NOBODY);
  const session = createState<SessionState>({ status: 'signed-out' });
  let grant: Grant | null = null;
  let renewal: Promise<Grant> | null = null;
  let attempt: AbortController | null = null;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let queue: Waiting[] = [];
  /** Someone who enters is shown nothing that was read before. */
  let entered = 0;

  const show = (next: Partial<SignInView>) => view.change({ ...view.state(), ...next });

  function keep(next: Grant) {
    grant = next;
    clearTimeout(ending);
    // A person who types sends nothing: they are told before they do.
    if (next.refreshToken === null)
      ending = setTimeout(end, Math.min(renewAt(next) - Date.now(), LONGEST_TIMER_MS));
  }

  function end() {
    show({ ended: true });
  }

  function settle(work: (waiting: Waiting) => void) {
    const waiting = queue;
    queue = [];
    waiting.forEach(work);
  }

  function enter(person: Person, next: Grant, another: boolean) {
    const goesOn = !another && view.state().person?.subject === person.subject;
    keep(next);
    show({ person, ended: false, waiting: false, problem: null });
    if (goesOn) settle(({ resolve }) => resolve(next.accessToken));
    else {
      settle(({ reject }) => reject(new Error(sessionText.openid.somebodyElse)));
      session.change({ status: 'signed-in', caller: `${person.subject} ${++entered}` });
    }
  }

  async function signIn(another: boolean) {
    attempt?.abort();
    const mine = new AbortController();
    attempt = mine;
    // A browser opens a window for a press only, and not for what comes of it later.
    const other = window.open('about:blank', '', 'popup,width=520,height=720');
    if (other === null) {
      show({ waiting: false, problem: new SignInError('blocked') });
      return;
    }
    other.opener = null;
    show({ waiting: true, problem: null });
    try {
      const steps = await flow();
      const begun = await steps.begin(another);
      if (mine.signal.aborted) return;
      const answer = receiveAnswer(begun.state, mine.signal);
      other.location.replace(begun.address);
      const { grant: next, person } = await steps.finish(begun, await answer);
      if (!mine.signal.aborted) enter(person, next, another);
    } catch (error) {
      if (!mine.signal.aborted) show({ waiting: false, problem: inWords(error) });
    } finally {
      other.close();
    }
  }

  async function renew(old: Grant): Promise<Grant> {
    renewal ??= flow()
      .then((steps) => steps.renew(old.refreshToken ?? ''))
      .finally(() => {
        renewal = null;
      });
    return renewal;
  }

  /** A token of the next sign-in of the same person. */
  function awaited(): Promise<string> {
    end();
    return new Promise((resolve, reject) => queue.push({ resolve, reject }));
  }

  return {
    view: view.state,
    subscribeToView: view.subscribe,
    state: session.state,
    subscribe: session.subscribe,
    signIn: (another = false) => void signIn(another),

    cancel() {
      attempt?.abort();
      show({ waiting: false, problem: null });
    },

    async token(): Promise<string> {
      const now = grant;
      if (now === null) throw new Error(sessionText.openid.left);
      if (Date.now() < renewAt(now)) return now.accessToken;
      if (now.refreshToken === null) return Date.now() < now.expiresAt ? now.accessToken : awaited();
      try {
        const next = await renew(now);
        if (grant === now) keep(next);
        return next.accessToken;
      } catch (error) {
        if (Date.now() < now.expiresAt) return now.accessToken;
        if (!(error instanceof SignInError) || error.problem === 'unreachable') throw error;
        return awaited();
      }
    },

    async signOut() {
      attempt?.abort();
      clearTimeout(ending);
      const refreshToken = grant?.refreshToken ?? null;
      grant = null;
      settle(({ reject }) => reject(new Error(sessionText.openid.left)));
      view.change(NOBODY);
      session.change({ status: 'signed-out' });
      const address = await flow()
        .then((steps) => steps.leave(refreshToken))
        .catch(() => null);
      if (address !== null) location.assign(address);
    },
  };
}

/** When the next token should be asked for. */
function renewAt({ askedAt, expiresAt }: Grant): number {
  return expiresAt - Math.min(NEARLY_EXPIRED_MS, (expiresAt - askedAt) / 3);
}

/** A chunk of our own that could not be loaded is as unreachable as an issuer. */
function inWords(error: unknown): SignInError {
  return error instanceof SignInError ? error : new SignInError('unreachable');
}
