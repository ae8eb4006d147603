import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';
import { hasPassword } from './address-argument.ts';

/** What somebody asks for on the command line. */
export interface TourArguments {
  /** Where GraphQL is served. */
  readonly endpoint: string;
  readonly tenant: TenantId;
}

/** How the command is called. */
export const USAGE = `usage: npm run tour [-- --url <http://127.0.0.1:4000>] [--tenant <a tenant that is not there yet>]`;

const DEFAULT_URL = 'http://127.0.0.1:4000';

/** What the command line asks for, a tenant of the tour's own unless one is named, or what is wrong with it. */
export function parseTourArguments(argv: readonly string[]): TourArguments | string {
  let given: { url?: string | undefined; tenant?: string | undefined };
  try {
    const options = { url: { type: 'string' }, tenant: { type: 'string' } } as const;
    given = parseArgs({ args: [...argv], strict: true, allowPositionals: false, options }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { url = DEFAULT_URL, tenant: named = `tour-${randomBytes(4).toString('hex')}` } = given;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    return '--url: must be an address such as http://127.0.0.1:4000';
  if (hasPassword(url))
    return '--url: leave user and password out; everybody on this machine can read a command line';
  const tenant = parseTenantId(named);
  if (tenant === undefined) return '--tenant: must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';
  return { endpoint: new URL('/graphql', url).href, tenant };
}
