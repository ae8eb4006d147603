import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { prefersGzip } from '../../http/request/accept-encoding.ts';
import { allowMethods, type HttpContext, type Route } from '../../http/request/route.ts';

const OWN = fileURLToPath(new URL('../../../graphiql/', import.meta.url));

/** The files of the page in the order in which a page loads them: what they are called, and where they come from. */
const FILES = [
  { name: 'graphiql.css', file: () => inPackage('graphiql', 'graphiql.min.css') },
  { name: 'page.css', file: () => join(OWN, 'page.css') },
  { name: 'react.js', file: () => inPackage('react-18', 'umd/react.production.min.js') },
  { name: 'react-dom.js', file: () => inPackage('react-dom-18', 'umd/react-dom.production.min.js') },
  { name: 'graphql-sse.js', file: () => inPackage('graphql-sse', 'umd/graphql-sse.min.js') },
  { name: 'graphiql.js', file: () => inPackage('graphiql', 'graphiql.min.js') },
  { name: 'page.js', file: () => join(OWN, 'page.js') },
] as const;

/** The paths of the style sheets and scripts, relative to the page, each in the order in which they are loaded. */
export const STYLE_SHEETS = pathsEndingWith('.css');
export const SCRIPTS = pathsEndingWith('.js');

interface Asset {
  readonly type: string;
  readonly tag: string;
  readonly plain: Buffer;
  readonly compressed: Buffer;
}

/** The routes of the files, which are read and compressed when they are first asked for. */
export function assetRoutes(): readonly Route[] {
  return FILES.map(({ name, file }) => {
    let asset: Promise<Asset> | undefined;
    return {
      path: `/graphiql/${name}`,
      async handle(context) {
        asset ??= readAsset(name, file());
        send(context, await asset);
      },
    };
  });
}

function send(context: HttpContext, { type, tag, plain, compressed }: Asset): void {
  allowMethods(context, ['GET', 'HEAD'], 'Use GET to request a file.');
  const { request, response } = context;
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', tag);
  response.appendHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  const isCompressed = prefersGzip(request.headers['accept-encoding']);
  const body = isCompressed ? compressed : plain;
  response.writeHead(200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': body.length,
    ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function readAsset(name: string, path: string): Promise<Asset> {
  const plain = await readFile(path);
  return {
    type: name.endsWith('.css') ? 'text/css' : 'text/javascript',
    // Weak, since the same tag is for both encodings.
    tag: `W/"${createHash('sha256').update(plain).digest('base64url')}"`,
    plain,
    compressed: await promisify(gzip)(plain),
  };
}

/** A file of a package that the package does not export to programs. */
function inPackage(name: string, path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path);
}

function pathsEndingWith(ending: '.css' | '.js'): readonly string[] {
  return FILES.filter(({ name }) => name.endsWith(ending)).map(({ name }) => `graphiql/${name}`);
}
