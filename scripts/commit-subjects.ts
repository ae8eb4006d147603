import { execFileSync } from 'node:child_process';
import { ROOT } from './source-tree.ts';

/** Longer ones are cut off where commits are listed. */
const SUBJECT_LIMIT = 72;

/** A commit by its short name and the first line of its message. */
export interface CommitSubject {
  readonly commit: string;
  readonly subject: string;
}

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** The commits since the last release, which is the last change of CHANGELOG.md; merges are left out. */
export function subjectsSinceRelease(): readonly CommitSubject[] {
  const release = git('log', '-1', '--format=%H', '--', 'CHANGELOG.md');
  if (release === '') return [];
  const lines = git('log', '--no-merges', '--format=%h %s', `${release}..HEAD`).split('\n').filter(Boolean);
  return lines.map((line) => {
    const [commit = '', ...words] = line.split(' ');
    return { commit, subject: words.join(' ') };
  });
}

/** Subjects that are too long for a list of commits. */
export function longSubjects(commits: readonly CommitSubject[]): string[] {
  return commits
    .filter(({ subject }) => subject.length >= SUBJECT_LIMIT)
    .map(({ commit, subject }) => `${commit} has ${subject.length} characters: ${subject}`);
}
