import { open, realpath, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readSettingFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import type { TreeHead } from '../tree/merkle-rules.ts';
import { decodeHash } from '../tree/signed-note.ts';
import { lockFile } from './file-lock.ts';

const form = z.record(z.string(), z.tuple([z.int().min(0), z.string().transform(decodeHash)]));

/** The heads that a witness has cosigned, the last one of each log. */
export interface WitnessState {
  of(origin: string): TreeHead | undefined;
  /** Keeps a head; durable once it resolves. */
  keep(origin: string, head: TreeHead): Promise<void>;
}

/**
 * The state in a file, which is written again and put in its place each time, and which no other process has. Throws
 * `UnusableFileError`.
 */
export async function openWitnessState(named: string): Promise<WitnessState> {
  // By whatever name it is called, it is one file.
  const path = await realpath(named).catch(() => named);
  await readHeads(path);
  if (!(await lockFile(path)))
    throw new UnusableFileError(
      `${path}, the state of the witness, is used by another process: two of them could sign two histories.`,
    );
  const heads = await readHeads(path);
  return {
    of: (origin) => heads.get(origin),
    async keep(origin, head) {
      const next = new Map(heads).set(origin, head);
      const draft = `${path}.new`;
      const file = await open(draft, 'w', 0o600);
      try {
        const listed = [...next].map(([name, { size, root }]) => [name, [size, root.toString('base64')]]);
        await file.writeFile(`${JSON.stringify(Object.fromEntries(listed))}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      // The name of a file is on the disk only once its folder is.
      const folder = await open(dirname(path), 'r');
      await folder.sync().finally(() => folder.close());
      heads.set(origin, head);
    },
  };
}

async function readHeads(path: string): Promise<Map<string, TreeHead>> {
  // One that is missing is not an empty one: to begin again would be to sign a second history.
  const text = await readSettingFile(path, `${path}, the state of the witness,`);
  const heads = new Map<string, TreeHead>();
  const { data } = form.safeParse(parsed(text));
  for (const [origin, [size, root]] of Object.entries(data ?? {})) {
    if (root !== undefined) heads.set(origin, { size, root });
  }
  if (data === undefined || heads.size < Object.keys(data).length)
    throw new UnusableFileError(`${path} is not the state of a witness.`);
  return heads;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
