import { join } from 'node:path';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { type HeadMemory, Heads } from './head-memory.ts';
import { openHeadMemory } from './head-memory-file.ts';

/**
 * Reads the checkpoints that this node has signed. The file that the configuration names has to be usable; the one in the
 * data folder, which a node without a disk of its own cannot write, is done without, and `onForgetful` is told why.
 */
export async function readHeadMemory(
  { ledgerMemoryFile, dataDir }: { readonly ledgerMemoryFile: string | null; readonly dataDir: string },
  onForgetful: (error: UnusableFileError) => void,
): Promise<HeadMemory> {
  if (ledgerMemoryFile !== null) return openHeadMemory(ledgerMemoryFile);
  try {
    return await openHeadMemory(join(dataDir, 'ledger-memory'));
  } catch (error) {
    if (!(error instanceof UnusableFileError)) throw error;
    onForgetful(error);
    return new Heads();
  }
}
