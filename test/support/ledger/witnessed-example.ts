import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/source-tree.ts';

/** The examples of docs/audit-format.md as files: an export with its host proof, the key, and the policy of its witness. */
export async function witnessedExample() {
  const page = await readFile(join(ROOT, 'docs/audit-format.md'), 'utf8');
  const block = (name: string): string => {
    const [, text] = new RegExp(`^\`\`\`\\w+ ${name}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page) ?? [];
    if (text === undefined) throw new Error(`the page has no block ${name}`);
    return text;
  };
  const withProof = `,"hostProof":${block('host-proof').trimEnd()}}\n`;
  return {
    key: block('key-file'),
    policy: block('policy'),
    exported: block('whole-export').replace(/\}\n$/, () => withProof),
  };
}
