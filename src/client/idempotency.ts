type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function hasKey(value: unknown): boolean {
  const key = fieldsOf(value)?.['idempotencyKey'];
  return typeof key === 'string' && key !== '';
}

/**
 * A new idempotency key. The client makes one for each mutation that may have one; make it yourself where a person's second
 * attempt is to be the same as the first one.
 */
export function newIdempotencyKey(): string {
  // Not `randomUUID`, which pages have only where they were loaded over HTTPS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The variables of a mutation, with a key in its input where that has none. */
export function withKey(variables: object): object {
  const input = fieldsOf(fieldsOf(variables)?.['input']);
  if (input === undefined || hasKey(input)) return variables;
  return { ...variables, input: { ...input, idempotencyKey: newIdempotencyKey() } };
}

/** True if a mutation has a key, or each part of it one, so that it is done once however often it comes. */
export function isKeyed(variables: object): boolean {
  const input = fieldsOf(fieldsOf(variables)?.['input']) ?? {};
  const isListOfKeyed = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(hasKey);
  return hasKey(input) || Object.values(input).some(isListOfKeyed);
}
