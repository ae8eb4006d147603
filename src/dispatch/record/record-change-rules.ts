import { parseUuid, type Uuid } from '../../kernel/ids.ts';

/**
 * The number of seconds that a reader of changes goes back before the last one that it has seen: a change bears the instant at which its
 * transaction began, and is seen only once that has committed.
 */
export const CHANGE_OVERLAP_S = 10;

/** The number of days that changes can be listed back: a reader that has missed more reads all records again. */
export const CHANGE_DAYS = 7;

/** A position in the order of changes. */
export interface ChangePosition {
  readonly changedAt: Date;
  readonly id: Uuid;
}

/** The position as the key of a cursor: the instant in milliseconds, and the id. */
export type ChangeKey = `${number} ${Uuid}`;

/** The key of a position. */
export function changeKey({ changedAt, id }: ChangePosition): ChangeKey {
  return `${changedAt.getTime()} ${id}`;
}

/** The key that a text is; `undefined` if it is none. */
export function parseChangeKey(text: string): ChangeKey | undefined {
  const [ms = '', id = ''] = text.split(' ');
  const [changedAt, parsed] = [new Date(Number(ms)), parseUuid(id)];
  if (!/^\d{1,15}$/.test(ms) || Number.isNaN(changedAt.getTime()) || parsed === undefined) return undefined;
  return changeKey({ changedAt, id: parsed });
}

/** The position that a key stands for. */
export function positionOf(key: ChangeKey): { readonly changedAt: Date; readonly id: string } {
  const [ms, id = ''] = key.split(' ');
  return { changedAt: new Date(Number(ms)), id };
}
