import { randomBytes } from 'node:crypto';
import { type CommandLine, WrongCall } from '../../app/command-line.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import { hasPassword, isAddress } from './address-argument.ts';

/** The arguments of the command line. */
export interface TourArguments {
  /** The URL of the GraphQL API. */
  readonly endpoint: string;
  /** The address of its simulator; null to ask the server. */
  readonly simulator: string | null;
  readonly tenant: TenantId;
}

const OPTIONS = {
  url: { type: 'string' },
  simulator: { type: 'string' },
  tenant: { type: 'string' },
} as const;
const DEFAULT_URL = 'http://127.0.0.1:4000';

/** The call of the command; the default tenant is a new one. */
export const TOUR: CommandLine<typeof OPTIONS, TourArguments> = {
  usage: `Runs the whole journey of a tenant on a running development server, and shows each operation with its result.

usage: npm run tour [-- <options>]

  --url <address>     the address of the server (default ${DEFAULT_URL})
  --simulator <url>   the address of the simulator (default: the server's own)
  --tenant <tenant>   a tenant that does not exist yet (default: a new one)
  --help              prints this text`,
  options: OPTIONS,
  read({ url = DEFAULT_URL, simulator, tenant: named = `tour-${randomBytes(4).toString('hex')}` }) {
    if (!isAddress(url)) return new WrongCall(['--url: must be an address such as http://127.0.0.1:4000']);
    if (simulator !== undefined && !isAddress(simulator))
      return new WrongCall(['--simulator: must be an address such as http://127.0.0.1:4010']);
    if (hasPassword(url) || hasPassword(simulator ?? ''))
      return new WrongCall([
        '--url, --simulator: leave out user and password; every user of this machine can read a command line',
      ]);
    const tenant = parseTenantId(named);
    if (tenant === undefined)
      return new WrongCall(['--tenant: must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"']);
    return { endpoint: new URL('/graphql', url).href, simulator: simulator ?? null, tenant };
  },
};
