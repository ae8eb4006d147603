import { fileURLToPath } from 'node:url';
import { nothingHere } from '../limits/refusal.ts';
import { builtPage } from '../request/built-page.ts';
import type { HttpContext, Route } from '../request/route.ts';

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
  /** Gives other origins that the page may ask, such as the issuer of tokens. */
  readonly connectTo?: () => Promise<readonly string[]>;
  /** The folder of the built console, in place of `dist/console`. */
  readonly folder?: string;
}

const PATH = '/console';
const BUILT = fileURLToPath(new URL('../../../dist/console/', import.meta.url));
/** More parts than any address of the console has. */
const DEEPEST = 8;

/** The routes of the console: its page at `/console` and at every path below, and its files. */
export function consoleRoutes({ signIn, connectTo, folder = BUILT }: ConsoleOptions): readonly Route[] {
  const page = builtPage(folder, 'The console');
  const handle = async (context: HttpContext) => {
    const parts = context.target.path.slice(PATH.length + 1).split('/');
    const [first, name = '', ...others] = parts;
    if (first === 'assets') {
      if (others.length > 0) throw nothingHere();
      await page.sendAsset(context, name);
      return;
    }
    if (parts.length > DEEPEST) throw nothingHere();
    const toRoot = context.target.path === PATH ? 'console/' : '../'.repeat(parts.length - 1) || './';
    const policy = policyFor((await connectTo?.()) ?? []);
    await page.sendPage(context, { toRoot, settings: { signIn }, policy });
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
