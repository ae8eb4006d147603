import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nothingHere, refusal } from '../limits/refusal.ts';
import type { HttpContext, Route } from '../request/route.ts';
import { type StaticFile, sendStaticFile, staticFile } from '../request/static-file.ts';

/** The way in which a person signs in, as the page is told. */
export type ConsoleSignIn =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'development';
      readonly roles: readonly { readonly name: string; readonly platform: boolean }[];
    }
  | {
      readonly kind: 'openid-connect';
      readonly issuer: string;
      readonly clientId: string;
      readonly scope: string;
      readonly audience: { readonly parameter: 'audience' | 'resource'; readonly value: string } | null;
    };

export interface ConsoleOptions {
  readonly signIn: ConsoleSignIn;
  /** Other origins that the page may ask, such as the issuer of tokens. */
  readonly connectTo?: readonly string[];
  /** The folder of the built console, in place of `dist/console`. */
  readonly folder?: string;
}

const PATH = '/console';
const BUILT = fileURLToPath(new URL('../../../dist/console/', import.meta.url));
/** The names of built files have a digest of their content, so that no cache is ever out of date. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** More parts than any address of the console has. */
const DEEPEST = 8;

/** The routes of the console: its page at `/console` and at every path below, and its files, read when first asked for. */
export function consoleRoutes(options: ConsoleOptions): readonly Route[] {
  const policy = policyFor(options.connectTo ?? []);
  const folder = options.folder ?? BUILT;
  const files = new Map<string, Promise<StaticFile>>();
  const kept = (name: string, make: () => Promise<StaticFile>) => {
    const known = files.get(name) ?? make();
    files.set(name, known);
    // What could not be read is looked for again.
    known.catch(() => files.delete(name));
    return known;
  };
  const handle = async (context: HttpContext) => {
    const parts = context.target.path.slice(PATH.length + 1).split('/');
    const [first, name = '', ...others] = parts;
    if (first === 'assets') {
      const folderOfAssets = join(folder, 'assets');
      if (others.length > 0 || !(await namesIn(folderOfAssets)).includes(name)) throw nothingHere();
      const read = async () => staticFile(name, await readFile(join(folderOfAssets, name)));
      sendStaticFile(context, await kept(name, read), FOR_EVER);
      return;
    }
    if (parts.length > DEEPEST) throw nothingHere();
    const toRoot = context.target.path === PATH ? 'console/' : '../'.repeat(parts.length - 1);
    // Built again while the server runs, it is another page, with other files.
    const { mtimeMs } = await stat(join(folder, 'index.html')).catch(notBuilt);
    const page = await kept(`${toRoot} ${mtimeMs}`, () => readPage(folder, toRoot, options.signIn));
    context.response.setHeader('Content-Security-Policy', policy);
    sendStaticFile(context, page);
  };
  return [
    { path: PATH, handle },
    { path: `${PATH}/`, handle },
  ];
}

/** The page loads its own files, asks its own server and those that are named, and nobody shows it in a frame. */
function policyFor(connectTo: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...connectTo].join(' '),
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page, whose files are named relative to its own address, so that it also holds below the path of a public address. */
async function readPage(folder: string, toRoot: string, signIn: ConsoleSignIn): Promise<StaticFile> {
  const built = await readFile(join(folder, 'index.html'), 'utf8');
  const settings = JSON.stringify({ signIn }).replaceAll('<', '\\u003c');
  const page = built
    .replaceAll('"./', () => `"${toRoot === '' ? './' : toRoot}`)
    .replace(/(<script[^>]* id="settings">)[^<]*/, (_, tag: string) => `${tag}${settings}`);
  return staticFile('index.html', Buffer.from(page));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(notBuilt);
}

function notBuilt(cause: unknown): never {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  throw refusal(
    'NOT_FOUND',
    'The console has not been built here: run "npm run build", or start the server by "npm start", which does.',
    { status: 404 },
  );
}
