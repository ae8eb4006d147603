/** An error for a part of development that a production installation does not have; the message says what to do. */
export class MissingPartError extends Error {}

/**
 * Loads what only development uses, which a production installation leaves out. Throws `MissingPartError` where it is not
 * there.
 */
export async function loadDevelopmentPart<T>(what: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
    throw new MissingPartError(
      `${what} is for development and is not installed here. Run a checkout of Originator with all its dependencies (npm ci).`,
      { cause },
    );
  }
}
