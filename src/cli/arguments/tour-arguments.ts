import { randomBytes } from 'node:crypto';
import { commandLine, TEXT, WrongCall } from '../../app/command-line.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import { addressProblems, DEFAULT_URL } from './address-argument.ts';

/** The arguments of the command line. */
export interface TourArguments {
  /** The URL of the GraphQL API. */
  readonly endpoint: string;
  /** The address of its simulator; null to ask the server. */
  readonly simulator: string | null;
  readonly tenant: TenantId;
}

/** The call of the command; the default tenant is a new one. */
export const TOUR = commandLine({
  usage: `Runs the whole journey of a tenant on a running development server, and shows each operation with its result.

usage: npm run tour [-- <options>]

  --url <address>     the address of the server (default ${DEFAULT_URL})
  --simulator <url>   the address of the simulator (default: the server's own)
  --tenant <tenant>   a tenant that does not exist yet (default: a new one)
  --help              prints this text`,
  options: { url: TEXT, simulator: TEXT, tenant: TEXT },
  read({
    url = DEFAULT_URL,
    simulator,
    tenant: named = `tour-${randomBytes(4).toString('hex')}`,
  }): TourArguments | WrongCall {
    const problems = addressProblems(url, simulator);
    const tenant = parseTenantId(named);
    if (tenant === undefined || problems.length > 0)
      return new WrongCall([
        ...problems,
        ...(tenant === undefined ? ['--tenant: must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"'] : []),
      ]);
    return { endpoint: new URL('/graphql', url).href, simulator: simulator ?? null, tenant };
  },
});
