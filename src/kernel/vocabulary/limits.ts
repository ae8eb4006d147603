/** The one whose use a limit bounds: it counts for each of them by itself. */
export type LimitHolder =
  | 'REQUEST'
  | 'OPERATION'
  | 'ANSWER'
  | 'CONNECTION'
  | 'SUBJECT'
  | 'TENANT'
  | 'ADDRESS'
  | 'SERVER';

/** A limit as callers are told of it. */
export interface ToldLimit {
  /** As refusals name it. */
  readonly name: string;
  /** In words, with the unit. */
  readonly counts: string;
  readonly maximum: number;
  readonly per: LimitHolder;
  /** The part of it that everybody gets, whatever others hold; null where there is no such part. */
  readonly guaranteed: number | null;
  /** The variable that sets it; null where none does. */
  readonly setting: string | null;
}
