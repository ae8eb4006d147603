import type { IncomingMessage } from 'node:http';

/** The target of a request, without the host. */
export interface RequestTarget {
  /** `*` for a request about the server itself. */
  readonly path: string;
  /** The query after the question mark; empty without one. */
  readonly query: string;
}

const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*/i;

/**
 * The target of a request in origin form, absolute form or asterisk form (RFC 9112, 3.2); `undefined` when it is
 * none of them. Neither `Host` nor the authority of an absolute form is looked at: they are a client's to invent,
 * and nothing here depends on them.
 */
function requestTarget(request: IncomingMessage): RequestTarget | undefined {
  const url = request.url ?? '';
  if (url === '*') {
    return request.method === 'OPTIONS' ? { path: '*', query: '' } : undefined;
  }
  const [origin = ''] = url.replace(ABSOLUTE_FORM, '').split('#', 1);
  const local = ABSOLUTE_FORM.test(url) && !origin.startsWith('/') ? `/${origin}` : origin;
  if (!local.startsWith('/')) {
    return undefined;
  }
  const mark = local.indexOf('?');
  return mark < 0 ? { path: local, query: '' } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

/**
 * The target of a request as routes see it: without the path of the public address, where a proxy has left that in front
 * of a path that is served.
 */
export function servedTarget(
  request: IncomingMessage,
  prefix: string,
  isServed: (path: string) => boolean,
): RequestTarget | undefined {
  const target = requestTarget(request);
  if (target === undefined || prefix === '' || !target.path.startsWith(`${prefix}/`)) return target;
  const path = target.path.slice(prefix.length);
  return isServed(path) ? { ...target, path } : target;
}
