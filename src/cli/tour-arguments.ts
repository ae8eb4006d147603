import { randomBytes } from 'node:crypto';
import { type CommandLine, WrongCall } from '../command-line.ts';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';
import { hasPassword } from './address-argument.ts';

/** What somebody asks for on the command line. */
export interface TourArguments {
  /** Where GraphQL is served. */
  readonly endpoint: string;
  readonly tenant: TenantId;
}

const OPTIONS = { url: { type: 'string' }, tenant: { type: 'string' } } as const;
const DEFAULT_URL = 'http://127.0.0.1:4000';

/** How the command is called; the tenant is one of the tour's own unless another is named. */
export const TOUR: CommandLine<typeof OPTIONS, TourArguments> = {
  usage: `Walks the whole journey of a tenant on a running development server, and shows each operation with its answer.

usage: npm run tour [-- <options>]

  --url <address>     where the server is; ${DEFAULT_URL} unless said otherwise
  --tenant <tenant>   a tenant that is not there yet; one of the tour's own unless said otherwise
  --help              this text`,
  options: OPTIONS,
  read({ url = DEFAULT_URL, tenant: named = `tour-${randomBytes(4).toString('hex')}` }) {
    if (!/^https?:\/\//.test(url) || !URL.canParse(url))
      return new WrongCall(['--url: must be an address such as http://127.0.0.1:4000']);
    if (hasPassword(url))
      return new WrongCall([
        '--url: leave user and password out; everybody on this machine can read a command line',
      ]);
    const tenant = parseTenantId(named);
    if (tenant === undefined)
      return new WrongCall(['--tenant: must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"']);
    return { endpoint: new URL('/graphql', url).href, tenant };
  },
};
