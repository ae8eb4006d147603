import { commandLine, TEXT, WrongCall } from '../../app/command-line.ts';
import { DEFAULT_URL, requestProblems } from '../arguments/address-argument.ts';
import { spanProblems } from '../arguments/span-arguments.ts';

/** The arguments of `audit:pack`. */
export interface PackArguments {
  readonly url: string;
  readonly out: string;
  readonly tokenFile: string | undefined;
  readonly tenant: string | undefined;
  /** The parameters of the pack as the API takes them, but for the tenant. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const USAGE = `Fetches the evidence pack of a tenant and a span of time: one zip file for an auditor.

  npm run audit:pack -- --from 2026-01-01T00:00:00Z --to 2026-04-01T00:00:00Z \\
    --url https://originator.example --token-file auditor.token --out acme-q1.zip
  npm run audit:pack -- --tenant acme --from ... --to ... --out acme-q1.zip      in development, without a token

  --from <time>        the first instant of the span, such as 2026-01-01T00:00:00Z
  --to <time>          the instant that the span ends before
  --out <file>         a new file
  --url <address>      the address of Originator (default http://127.0.0.1:4000)
  --token-file <file>  a file with a bearer token of the role auditor; - for standard input
  --tenant <tenant>    the tenant; needed for a platform role, and in development
  --disclosures <choice>
                       include tells the personal values that entries commit to
                       (default), omit withholds them
  --epoch <number>     an earlier epoch of the log

The pack holds the whole log of the tenant, which alone shows that nothing is missing, and a report of the span.
Check it with npm run audit:verify -- acme-q1.zip --key originator.pub

Exit status: 0 if the file is complete, 1 if it is not, 2 if the call or a setting is wrong.`;

/** The call of the command. */
export const AUDIT_PACK = commandLine({
  usage: USAGE,
  options: {
    out: TEXT,
    url: TEXT,
    token: TEXT,
    'token-file': TEXT,
    tenant: TEXT,
    from: TEXT,
    to: TEXT,
    disclosures: TEXT,
    epoch: TEXT,
  },
  read({ out, url = DEFAULT_URL, token, tenant, ...given }): PackArguments | WrongCall {
    const { from, to, disclosures, epoch } = given;
    const problems = [
      ...requestProblems({ out, url, token }),
      ...(from === undefined ? ['--from: name the first instant of the span.'] : []),
      ...(to === undefined ? ['--to: name the instant that the span ends before.'] : []),
      ...spanProblems({ from, to }),
    ];
    if (out === undefined || problems.length > 0) return new WrongCall(problems);
    const query = Object.entries({ from, to, disclosures, epoch }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    return { url, out, tenant, tokenFile: given['token-file'], query };
  },
});
