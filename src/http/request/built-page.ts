import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nothingHere, refusal } from '../limits/refusal.ts';
import type { HttpContext } from './route.ts';
import { type StaticFile, sendStaticFile, staticFile } from './static-file.ts';

/** The names of built files have a digest of their content, so that no cache is ever out of date. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The places in a built page that are filled when it is sent. */
interface PageFilling {
  /** From the address of the page to the folder of its files, ending with a slash. */
  readonly toRoot: string;
  /** The JSON that its scripts read. */
  readonly settings: unknown;
  readonly policy: string;
}

/** A page that was built before, with its files, which are read and compressed when they are first asked for. */
export interface BuiltPage {
  sendPage(context: HttpContext, parts: PageFilling): Promise<void>;
  /** Sends the file of this name; there is nothing where the build made none. */
  sendAsset(context: HttpContext, name: string): Promise<void>;
}

/** The page that was built into a folder. Until that is done, the answer says what to run, by the name of the page. */
export function builtPage(folder: string, name: string): BuiltPage {
  const assets = join(folder, 'assets');
  const files = new Map<string, Promise<StaticFile>>();
  const kept = (key: string, make: () => Promise<StaticFile>) => {
    const known = files.get(key) ?? make();
    files.set(key, known);
    // What could not be read is looked for again.
    known.catch(() => files.delete(key));
    return known;
  };
  const notBuilt = (cause: unknown) => refuseNotBuilt(name, cause);
  return {
    async sendPage(context, { toRoot, settings, policy }) {
      // Built again while the server runs, it is another page, with other files.
      const { mtimeMs } = await stat(join(folder, 'index.html')).catch(notBuilt);
      const page = await kept(`${toRoot} ${mtimeMs}`, () => readPage(folder, toRoot, settings));
      context.response.setHeader('Content-Security-Policy', policy);
      sendStaticFile(context, page);
    },
    async sendAsset(context, asset) {
      const names: readonly string[] = await readdir(assets).catch(notBuilt);
      if (!names.includes(asset)) throw nothingHere();
      const read = async () => staticFile(asset, await readFile(join(assets, asset)));
      sendStaticFile(context, await kept(asset, read), FOR_EVER);
    },
  };
}

/** The page, whose files are named relative to its own address, so that it also holds below the path of a public address. */
async function readPage(folder: string, toRoot: string, settings: unknown): Promise<StaticFile> {
  const built = await readFile(join(folder, 'index.html'), 'utf8');
  // JSON that ends no script element, whatever is in it.
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  const page = built
    .replaceAll('"./', () => `"${toRoot}`)
    .replace(/(<script[^>]* id="settings">)[^<]*/, (_, tag: string) => `${tag}${json}`);
  return staticFile('index.html', Buffer.from(page));
}

function refuseNotBuilt(name: string, cause: unknown): never {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  throw refusal(
    'NOT_FOUND',
    `${name} has not been built here: run "npm run build", or start the server by "npm start", which does.`,
    { status: 404 },
  );
}
