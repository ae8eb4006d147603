import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';
import { buildClientPackage, packClient } from '../../scripts/client/client-package.ts';

/** An empty folder outside the checkout, so that nothing of its packages can be found from there, with the tarball installed. */
export async function installClient(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-client-'));
  const built = join(folder, 'built');
  await buildClientPackage(built);
  const tarball = packClient(built, folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const install = ['install', '--offline', '--no-audit', '--no-fund', tarball];
  execFileSync('npm', install, { cwd: folder, stdio: 'ignore' });
  return folder;
}

/** Bundles a page with this script, and further files beside it, as a front end does. */
export async function bundlePage(
  folder: string,
  script: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly (Rollup.OutputChunk | Rollup.OutputAsset)[]> {
  const all = { 'index.html': '<script type="module" src="/page.js"></script>', 'page.js': script, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { write: false },
  });
  return [built].flat().flatMap((one) => ('output' in one ? one.output : []));
}
