import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-tree.ts';

/** A file of the project as git knows it; the path is relative to the project's folder. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** All files of the project that git tracks or would add, deleted ones left out. */
export function projectFiles(): ProjectFile[] {
  const git = (...flags: string[]) =>
    execFileSync('git', ['ls-files', '-z', ...flags], { cwd: ROOT, encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
  const deleted = new Set(git('--deleted'));
  return [...new Set(git('--cached', '--others', '--exclude-standard'))]
    .filter((path) => !deleted.has(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}
