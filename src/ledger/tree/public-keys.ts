import { parseVerifierKey, type VerifierKey } from './signed-note.ts';

/** The keys of a published key file, one per line; `undefined` unless every line is one. */
export function parseVerifierKeys(text: string): readonly VerifierKey[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const keys = lines.map(parseVerifierKey).filter((key) => key !== undefined);
  return keys.length === lines.length && keys.length > 0 ? keys : undefined;
}
