import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with a page as a build makes it, until the test has ended. */
export async function builtFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-console-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<html><script type="application/json" id="settings">{}</script></html>',
  );
  return folder;
}
