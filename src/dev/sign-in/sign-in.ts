import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from '../../http/limits/refusal.ts';
import { sendJson } from '../../http/request/answer.ts';
import { allowMethods, type Route } from '../../http/request/route.ts';
import { isPlatformRole, isRole } from '../../kernel/access.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import { isLoopback } from '../../kernel/loopback.ts';
import type { Role } from '../../kernel/vocabulary/access.ts';

/** Makes a token of development for a role, with its lifetime in seconds. The tenant is null for a platform role. */
export type IssueToken = (wanted: {
  readonly role: Role;
  readonly tenant: string | null;
  readonly methods: readonly string[];
  readonly level: string | null;
  readonly lifetime: number;
}) => Promise<string>;

/** The path of the sign-in. */
const PATH = '/development/token';

/** Short, since the page gets the next one by itself. */
const LIFETIME_S = 15 * 60;

/**
 * Gives a page of this very server a token of the role and tenant that it names, and refuses everybody else: other
 * pages, names that an attacker pointed at this machine, and whatever came through a proxy or tunnel (X1).
 */
export function signInRoute(issueToken: IssueToken): Route {
  return {
    path: PATH,
    async handle(context) {
      const { request, response, target } = context;
      allowMethods(context, ['POST'], 'Use POST to request a token.');
      if (!isFromOwnPage(request.headers, request.socket.remoteAddress)) {
        throw refusal(
          'FORBIDDEN',
          'Only the console and GraphiQL, opened at a loopback address, can sign in automatically. For other uses, npm run token prints a token.',
          { status: 403 },
        );
      }
      const query = new URLSearchParams(target.query);
      const { role, tenant } = wantedIn(query);
      // A caller who may have any role of development may have authenticated in any way.
      const [methods, level] = [query.getAll('amr'), query.get('acr')];
      context.logFields = () => ({ tenant, role });
      const expiresAt = new Date(Date.now() + LIFETIME_S * 1_000);
      sendJson(response, 200, {
        token: await issueToken({ role, tenant, methods, level, lifetime: LIFETIME_S }),
        expiresAt,
      });
    },
  };
}

/** The headers that proxies and tunnels add. */
const FORWARDED = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|true-client-ip|cf-.*)$/;

/**
 * True if a request was sent by a script of a page that a browser of this machine has from this very server. A browser
 * lets no script choose `Host`, `Origin` or `Sec-Fetch-Site`: the first tells a name that was made to point here (DNS
 * rebinding), the others a page of another server, one on another port included.
 */
function isFromOwnPage(headers: IncomingHttpHeaders, peer: string | undefined): boolean {
  const { host = '', origin } = headers;
  const name = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(host)?.[1] ?? '';
  return (
    isLoopback((peer ?? '').replace(/^::ffff:/i, '')) &&
    isLoopback(name) &&
    origin === `http://${host}` &&
    headers['sec-fetch-site'] === 'same-origin' &&
    !Object.keys(headers).some((header) => FORWARDED.test(header))
  );
}

function wantedIn(query: URLSearchParams): { readonly role: Role; readonly tenant: TenantId | null } {
  const role = query.get('role') ?? '';
  if (!isRole(role)) throw badInput('The role is unknown.');
  if (isPlatformRole(role)) return { role, tenant: null };
  const tenant = parseTenantId(query.get('tenant') ?? '');
  if (tenant === undefined) {
    throw badInput('The tenant must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-", but not "." or "..".');
  }
  return { role, tenant };
}

function badInput(message: string): Error {
  return refusal('BAD_USER_INPUT', message, { status: 400 });
}
