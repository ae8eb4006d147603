import { type Problem, refuseIfAny } from '../kernel/errors.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RecordedActor } from '../kernel/scope.ts';
import type { ConfigurationState, Draft } from './configuration.ts';

/** The draft that a caller has before its eyes. */
export interface DraftReference {
  readonly id: Uuid;
  readonly revision: number;
}

/** The problems of what is no longer as the caller saw it (S3): the draft it names, or that it names none where there is one. */
export function draftProblems(state: ConfigurationState, named: DraftReference | null): readonly Problem[] {
  const { draft, expired } = state;
  const path = ['input', 'draft'];
  const problem = (message: string): readonly Problem[] => [{ code: 'OUT_OF_DATE', message, path }];
  if (named === null) {
    return draft === null ? [] : problem(`There is a draft, ${changed(draft)}. Name it to change it.`);
  }
  if (draft === null) {
    return expired?.id === named.id
      ? [{ code: 'OUT_OF_DATE', message: 'The draft has expired. Verify the account again.', path }]
      : problem('The draft no longer exists.');
  }
  if (draft.id !== named.id) return problem(`Another draft has taken its place, ${changed(draft)}.`);
  if (draft.revision !== named.revision)
    return problem(`The draft is at revision ${draft.revision}, ${changed(draft)}.`);
  return [];
}

/** The draft that a save names where it is no longer current, and what is wrong; nothing when it names none. */
export function savedDraftProblems(
  state: ConfigurationState,
  named: DraftReference | null,
): readonly Problem[] {
  return named === null ? [] : draftProblems(state, named);
}

function changed({ changedBy, changedAt }: Draft): string {
  return `last changed by ${name(changedBy)} at ${changedAt.toISOString()}`;
}

/** The problems of what is no longer as the caller saw it (S3): the live version that it is based on. */
export function versionProblems({ live }: ConfigurationState, baseVersion: number): readonly Problem[] {
  if (live.version === baseVersion) return [];
  const by =
    live.savedBy === null || live.inForceFrom === null
      ? ''
      : `, saved by ${name(live.savedBy)} at ${live.inForceFrom.toISOString()}`;
  const message = `The live configuration is version ${live.version}${by}.`;
  return [{ code: 'OUT_OF_DATE', message, path: ['input', 'baseVersion'] }];
}

/** Refuses a verb on a draft that is not current; gives the draft when it is (S3). */
export function currentDraft(state: ConfigurationState, named: DraftReference): Draft {
  refuseIfAny('OUT_OF_DATE', draftProblems(state, named));
  if (state.draft === null) throw new Error('a draft was found current that is not there');
  return state.draft;
}

function name({ displayName, subject }: RecordedActor): string {
  return displayName || subject || 'a person who has been erased';
}
