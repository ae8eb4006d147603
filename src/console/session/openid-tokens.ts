import { sessionText } from '../text/en/session.ts';
import type { CodeFlow, Grant, Person } from './code-flow.ts';
import { createState, type SessionState, type StepUpWish } from './session.ts';
import { SignInError } from './sign-in-error.ts';
import { receiveAnswer } from './sign-in-window.tsx';

/** The next token is asked for when one is this near to its end, or nearer for one that lives shortly. */
const NEARLY_EXPIRED_MS = 60_000;

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A sign-in as its person sees it. */
export interface SignInView {
  readonly person: Person | null;
  /** True if the token has run out and could not be renewed: the pages stay, and wait for a sign-in. */
  readonly ended: boolean;
  /** The authentication that a request of the person waits for; null where none does. */
  readonly wish: StepUpWish | null;
  /** True while the person is in the other window. */
  readonly waiting: boolean;
  readonly problem: SignInError | null;
}

/** A request that waits until the person has signed in again. */
interface Waiting {
  readonly resolve: (token: string) => void;
  readonly reject: (error: Error) => void;
}

const NOBODY: SignInView = { person: null, ended: false, wish: null, waiting: false, problem: null };

/** The tokens of one person, kept in memory, renewed while the issuer lets them be, and asked for again after that. */
export class OpenIdTokens {
  readonly view = createState<SignInView>(NOBODY);
  readonly session = createState<SessionState>({ status: 'signed-out' });
  readonly #flow: () => Promise<CodeFlow>;
  #grant: Grant | null = null;
  #renewal: Promise<Grant> | null = null;
  #attempt: AbortController | null = null;
  #ending: ReturnType<typeof setTimeout> | undefined;
  #queue: Waiting[] = [];
  /** Someone who enters is shown nothing that was read before. */
  #entered = 0;

  constructor(flow: () => Promise<CodeFlow>) {
    this.#flow = flow;
  }

  /** Signs a person in by a window of its own, as somebody else than before if so wanted. */
  async signIn(another = false): Promise<void> {
    this.#attempt?.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    // A browser opens a window for a press only, and not for what follows it later.
    const other = window.open('about:blank', '', 'popup,width=520,height=720');
    if (other === null) {
      this.#show({ waiting: false, problem: new SignInError('blocked') });
      return;
    }
    other.opener = null;
    this.#show({ waiting: true, problem: null });
    try {
      const flow = await this.#flow();
      const begun = await flow.begin(another, another ? null : this.view.state().wish);
      if (attempt.signal.aborted) return;
      const answer = receiveAnswer(begun.state, attempt.signal);
      other.location.replace(begun.address);
      const { grant, person } = await flow.finish(begun, await answer);
      if (!attempt.signal.aborted) this.#enter(person, grant, another);
    } catch (error) {
      if (!attempt.signal.aborted) this.#show({ waiting: false, problem: inWords(error) });
    } finally {
      other.close();
    }
  }

  cancel(): void {
    this.#attempt?.abort();
    this.#show({ waiting: false, problem: null });
  }

  stepUp(wish: StepUpWish): Promise<void> {
    this.#show({ wish, problem: null });
    return new Promise((resolve, reject) => this.#queue.push({ resolve: () => resolve(), reject }));
  }

  /** Leaves undone what waits for the person to authenticate again. */
  giveUp(): void {
    this.#attempt?.abort();
    this.#show({ wish: null, waiting: false, problem: null });
    this.#settle(({ reject }) => reject(new Error(sessionText.stepUp.givenUp)));
  }

  async token(): Promise<string> {
    const grant = this.#grant;
    if (grant === null) throw new Error(sessionText.openid.left);
    if (Date.now() < renewAt(grant)) return grant.accessToken;
    const isValid = () => Date.now() < grant.expiresAt;
    if (grant.refreshToken === null) return isValid() ? grant.accessToken : this.#awaited();
    try {
      const next = await this.#renewed(grant.refreshToken);
      if (this.#grant === grant) this.#keep(next);
      return next.accessToken;
    } catch (error) {
      if (isValid()) return grant.accessToken;
      if (inWords(error).problem === 'unreachable') throw error;
      return this.#awaited();
    }
  }

  async signOut(): Promise<void> {
    this.#attempt?.abort();
    clearTimeout(this.#ending);
    const refreshToken = this.#grant?.refreshToken ?? null;
    this.#grant = null;
    this.#settle(({ reject }) => reject(new Error(sessionText.openid.left)));
    this.view.change(NOBODY);
    this.session.change({ status: 'signed-out' });
    const address = await this.#flow()
      .then((flow) => flow.leave(refreshToken))
      .catch(() => null);
    if (address !== null) location.assign(address);
  }

  #enter(person: Person, grant: Grant, another: boolean): void {
    const goesOn = !another && this.view.state().person?.subject === person.subject;
    this.#keep(grant);
    this.#show({ person, ended: false, wish: null, waiting: false, problem: null });
    if (goesOn) {
      this.#settle(({ resolve }) => resolve(grant.accessToken));
      return;
    }
    this.#settle(({ reject }) => reject(new Error(sessionText.openid.somebodyElse)));
    this.#entered += 1;
    this.session.change({ status: 'signed-in', caller: `${person.subject} ${this.#entered}` });
  }

  #keep(grant: Grant): void {
    this.#grant = grant;
    clearTimeout(this.#ending);
    if (grant.refreshToken !== null) return;
    // A person who types sends nothing: they are told before they do.
    const wait = Math.min(renewAt(grant) - Date.now(), LONGEST_TIMER_MS);
    this.#ending = setTimeout(() => this.#show({ ended: true }), wait);
  }

  #renewed(refreshToken: string): Promise<Grant> {
    this.#renewal ??= this.#flow()
      .then((flow) => flow.renew(refreshToken))
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }

  /** A token of the next sign-in of the same person. */
  #awaited(): Promise<string> {
    this.#show({ ended: true });
    return new Promise((resolve, reject) => this.#queue.push({ resolve, reject }));
  }

  #settle(work: (waiting: Waiting) => void): void {
    const waiting = this.#queue;
    this.#queue = [];
    waiting.forEach(work);
  }

  #show(next: Partial<SignInView>): void {
    this.view.change({ ...this.view.state(), ...next });
  }
}

/** When the next token should be asked for. */
function renewAt({ askedAt, expiresAt }: Grant): number {
  return expiresAt - Math.min(NEARLY_EXPIRED_MS, (expiresAt - askedAt) / 3);
}

/** A chunk of our own that could not be loaded is as unreachable as an issuer. */
function inWords(error: unknown): SignInError {
  return error instanceof SignInError ? error : new SignInError('unreachable');
}
