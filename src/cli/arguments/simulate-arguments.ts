import { commandLine, FLAG, TEXT, WrongCall } from '../../app/command-line.ts';
import { addressProblems, DEFAULT_URL } from './address-argument.ts';

/** The arguments of the command line. */
export interface SimulateArguments {
  /** The address of the server. */
  readonly url: string;
  /** The address of its simulator; null to ask the server. */
  readonly simulator: string | null;
  readonly tenants: number;
  readonly dispatches: number;
  readonly faults: boolean;
}

/** The call of the command. */
export const SIMULATE = commandLine({
  usage: `Sends a realistic mix of dispatches through a running development server and its Twilio simulator, and shows the
resulting statistics.

usage: npm run simulate [-- <options>]

  --tenants <n>       the number of tenants, of all kinds (default 10, at most 500)
  --dispatches <n>    the total number of dispatches (default 1000, at most 1000000)
  --faults            include all faults: refusals, rate limits, server errors, resets, timeouts, suspended accounts,
                      rejected tokens and released numbers
  --url <url>         the address of the server (default http://127.0.0.1:4000)
  --simulator <url>   the address of the simulator (default: the server's own)
  --help              prints this text`,
  options: { url: TEXT, simulator: TEXT, tenants: TEXT, dispatches: TEXT, faults: FLAG },
  read({ url = DEFAULT_URL, simulator, faults = false, ...given }): SimulateArguments | WrongCall {
    const tenants = whole(given.tenants ?? '10', 500);
    const dispatches = whole(given.dispatches ?? '1000', 1_000_000);
    if (tenants === undefined) return new WrongCall(['--tenants: must be a whole number from 1 to 500']);
    if (dispatches === undefined)
      return new WrongCall(['--dispatches: must be a whole number from 1 to 1000000']);
    const problems = addressProblems(url, simulator);
    if (problems.length > 0) return new WrongCall(problems);
    return { url, simulator: simulator ?? null, tenants, dispatches, faults };
  },
});

function whole(text: string, max: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= 1 && value <= max ? value : undefined;
}
