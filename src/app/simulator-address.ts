import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a development server leaves word of where its simulator is, for commands of the same data folder. */
export function simulatorAddressPath(dataDir: string): string {
  return join(dataDir, 'simulator-address');
}

/** Leaves word of it. */
export async function keepSimulatorAddress(dataDir: string, url: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(simulatorAddressPath(dataDir), `${url}\n`);
}
