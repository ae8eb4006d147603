import { OriginatorError } from './originator-error.ts';

/** The attempts after the first one where nothing is said of them. */
export const DEFAULT_RETRIES = 3;

const FIRST_PAUSE_MS = 200;
/** The longest pause: what the server has asked to come back for later than that is left to the caller. */
const LONGEST_PAUSE_MS = 10_000;

/** The statuses with which proxies say that they got no answer. */
const NO_ANSWER: readonly (number | null)[] = [502, 503, 504];
const TOO_MANY = 429;

/** True if the same call may well be answered a little later. */
function passes({ code, status }: OriginatorError): boolean {
  if (code === 'NETWORK' || code === 'UNAVAILABLE' || status === TOO_MANY) return true;
  return code === 'UNREADABLE' && NO_ANSWER.includes(status);
}

/** The pause before the next attempt in milliseconds; undefined where there should be none. */
function pauseAfter(error: unknown, made: number): number | undefined {
  if (!(error instanceof OriginatorError) || !passes(error)) return undefined;
  const told = (error.retryAfterSeconds ?? 0) * 1_000;
  if (told > LONGEST_PAUSE_MS) return undefined;
  const growing = Math.min(FIRST_PAUSE_MS * 2 ** made, LONGEST_PAUSE_MS);
  // At random, so that those who were refused together do not come back together.
  return told + growing * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    if (signal?.aborted === true) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });
}

/** Calls, and calls again after a growing pause while that may help, at most so many times. */
export async function withRetries<Result>(
  call: () => Promise<Result>,
  retries: number,
  signal: AbortSignal | undefined,
): Promise<Result> {
  for (let made = 0; ; made += 1) {
    try {
      return await call();
    } catch (error) {
      const wait = made < retries ? pauseAfter(error, made) : undefined;
      if (wait === undefined) throw error;
      await pause(wait, signal);
    }
  }
}
