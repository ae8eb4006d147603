import { parseArgs } from 'node:util';
import { hasPassword } from './address-argument.ts';

/** What somebody asks for on the command line. */
export interface SimulateArguments {
  /** Where the server is. */
  readonly url: string;
  /** Where its simulator is; null for where the server says. */
  readonly simulator: string | null;
  readonly tenants: number;
  readonly dispatches: number;
  readonly faults: boolean;
}

/** How the command is called. */
export const USAGE = `Sends real dispatches of a realistic mix through a running development server and its Twilio simulator, and shows
the statistics that come of them.

usage: npm run simulate [-- <options>]

  --tenants <n>       how many tenants, of every kind; 10 unless said otherwise, at most 500
  --dispatches <n>    how many dispatches in all; 1000 unless said otherwise, at most 1000000
  --faults            with everything that can go wrong: refusals, throttling, server errors, resets, silence,
                      suspended accounts, stale tokens and released numbers
  --url <url>         where the server is; http://127.0.0.1:4000 unless said otherwise
  --simulator <url>   where its simulator is, if it is not the server's own
  --help              this text`;

const DEFAULT_URL = 'http://127.0.0.1:4000';

/** What the command line asks for, `HELP`, or what is wrong with it. */
export function parseSimulateArguments(
  argv: readonly string[],
): SimulateArguments | 'HELP' | { readonly wrong: string } {
  let given: ReturnType<typeof valuesOf>;
  try {
    given = valuesOf(argv);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  if (given.help === true) return 'HELP';
  const { url = DEFAULT_URL, simulator } = given;
  const tenants = whole(given.tenants ?? '10', 500);
  const dispatches = whole(given.dispatches ?? '1000', 1_000_000);
  if (tenants === undefined) return { wrong: '--tenants: must be a whole number from 1 to 500' };
  if (dispatches === undefined) return { wrong: '--dispatches: must be a whole number from 1 to 1000000' };
  if (!isAddress(url)) return { wrong: '--url: must be an address such as http://127.0.0.1:4000' };
  if (simulator !== undefined && !isAddress(simulator))
    return { wrong: '--simulator: must be an address such as http://127.0.0.1:4010' };
  if (hasPassword(url) || hasPassword(simulator ?? ''))
    return {
      wrong:
        '--url, --simulator: leave user and password out; everybody on this machine can read a command line',
    };
  return { url, simulator: simulator ?? null, tenants, dispatches, faults: given.faults === true };
}

function valuesOf(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    strict: true,
    allowPositionals: false,
    options: {
      url: { type: 'string' },
      simulator: { type: 'string' },
      tenants: { type: 'string' },
      dispatches: { type: 'string' },
      faults: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  }).values;
}

function whole(text: string, max: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= 1 && value <= max ? value : undefined;
}

function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
