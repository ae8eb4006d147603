import { type ErrorDetails, type Fault, OriginatorError } from './originator-error.ts';

/** The properties of a response beside its body. */
export type AnswerContext = Pick<ErrorDetails, 'status' | 'requestId' | 'retryAfterSeconds'>;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function faultOf(error: unknown): Fault {
  const { message, path, extensions } = fieldsOf(error) ?? {};
  const code = fieldsOf(extensions)?.['code'];
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    message: typeof message === 'string' ? message : 'The server gave no details.',
    path: Array.isArray(path)
      ? path.filter((step) => typeof step === 'string' || typeof step === 'number')
      : [],
  };
}

function requestIdAmong(errors: readonly unknown[]): string | undefined {
  return errors
    .map((error) => fieldsOf(fieldsOf(error)?.['extensions'])?.['requestId'])
    .find((id) => typeof id === 'string');
}

function retryAfterAmong(errors: readonly unknown[]): number | undefined {
  return errors
    .map((error) => fieldsOf(fieldsOf(error)?.['extensions'])?.['retryAfterSeconds'])
    .find((seconds) => typeof seconds === 'number');
}

/** The errors of an answer as one. */
export function errorOf(errors: readonly unknown[], context: AnswerContext, data?: unknown): OriginatorError {
  const faults = errors.map(faultOf);
  const { code, message } = faults[0] ?? faultOf(undefined);
  return new OriginatorError(code, message, {
    ...context,
    requestId: requestIdAmong(errors) ?? context.requestId ?? null,
    retryAfterSeconds: retryAfterAmong(errors) ?? context.retryAfterSeconds ?? null,
    faults,
    partialData: data ?? null,
  });
}

/** The data of an execution result. Throws `OriginatorError` where it has errors, also beside data. */
export function dataOf<Result>(result: unknown, context: AnswerContext = {}): Result {
  const { data, errors } = fieldsOf(result) ?? {};
  if (Array.isArray(errors) && errors.length > 0) throw errorOf(errors, context, data);
  if (fieldsOf(data) === undefined) throw unreadable(context);
  // The generated types say what the contract answers to the very document that was sent.
  return data as Result;
}

/** An error for a server that does not speak GraphQL. */
export function unreadable(context: AnswerContext, cause?: unknown): OriginatorError {
  const status = context.status == null ? '' : ` (HTTP status ${context.status})`;
  return new OriginatorError('UNREADABLE', `The response does not come from Originator${status}.`, {
    ...context,
    cause,
  });
}
