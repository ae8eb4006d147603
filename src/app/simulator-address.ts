import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../kernel/make-folder.ts';

/** The file in which a development server stores its simulator's address, for commands with the same data folder. */
export function simulatorAddressPath(dataDir: string): string {
  return join(dataDir, 'simulator-address');
}

/** Leaves word of it. */
export async function keepSimulatorAddress(dataDir: string, url: string): Promise<void> {
  await makeFolder(dataDir);
  await writeFile(simulatorAddressPath(dataDir), `${url}\n`);
}
