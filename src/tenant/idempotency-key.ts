import { NotPossible, type Problem } from '../kernel/errors.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** The form of an idempotency key, for the descriptions of inputs. */
export const IDEMPOTENCY_KEY_FORM = '1 to 255 printable ASCII characters';

/** The problem of a text that is no idempotency key (D10); `undefined` if it is one. */
export function idempotencyKeyProblem(key: string, path: readonly string[]): Problem | undefined {
  if (KEY.test(key)) return undefined;
  const message = `The idempotency key must be ${IDEMPOTENCY_KEY_FORM}.`;
  return { code: 'VALUE_MALFORMED', message, path: [...path, 'idempotencyKey'] };
}

/**
 * The refusal of a key under which something else was done (D10).
 *
 * @param path of the input that has the key
 */
export function keyReused(path: readonly string[]): NotPossible {
  const message = 'This idempotency key was already used for a different request.';
  const problem = { code: 'IDEMPOTENCY_KEY_REUSED', message, path: [...path, 'idempotencyKey'] } as const;
  return new NotPossible([problem]);
}
