import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { prefersGzip } from './accept-encoding.ts';
import { allowMethods, type HttpContext } from './route.ts';

/** A file that is served as it is, with its compressed form. */
export interface StaticFile {
  readonly type: string;
  readonly tag: string;
  readonly plain: Buffer;
  readonly compressed: Buffer;
}

/** The types of what is served, by the end of a name. */
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** Makes a file of its content; the name tells the type. */
export async function staticFile(name: string, plain: Buffer): Promise<StaticFile> {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return {
    type: TYPES[ending] ?? 'application/octet-stream',
    // Weak, since the same tag is for both encodings.
    tag: `W/"${createHash('sha256').update(plain).digest('base64url')}"`,
    plain,
    compressed: await promisify(gzip)(plain),
  };
}

/** Answers with the file, or with 304 where the client has it; `caching` is the `Cache-Control`. */
export function sendStaticFile(context: HttpContext, file: StaticFile, caching = 'no-cache'): void {
  allowMethods(context, ['GET', 'HEAD'], 'Use GET to request a file.');
  const { request, response } = context;
  response.setHeader('Cache-Control', caching);
  response.setHeader('ETag', file.tag);
  response.appendHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === file.tag) {
    response.writeHead(304).end();
    return;
  }
  const isCompressed = prefersGzip(request.headers['accept-encoding']);
  const body = isCompressed ? file.compressed : file.plain;
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': body.length,
    ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
