import { commandLine, FLAG, TEXT, WrongCall } from '../../app/command-line.ts';
import { DEFAULT_URL, requestProblems } from './address-argument.ts';
import { spanProblems } from './span-arguments.ts';

/** The arguments of `audit:export`. */
export interface ExportArguments {
  readonly url: string;
  readonly out: string;
  readonly tokenFile: string | undefined;
  readonly tenant: string | undefined;
  readonly isPlatformLog: boolean;
  /** The parameters of the export as the API takes them. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const USAGE = `Exports an audit log, or a part of it, to a file.

  npm run audit:export -- --url https://originator.example --token-file auditor.token --out acme.ndjson
  npm run audit:export -- --tenant acme --out acme.ndjson           in development, where no token is needed
  npm run audit:export -- --tenant acme --kind CONSENT_GIVEN --out consents.ndjson

  --out <file>         a new file; after an interruption, run the same command again to resume
  --url <address>      the address of Originator (default http://127.0.0.1:4000)
  --token-file <file>  a file with a bearer token of the role auditor; - for standard input
  --tenant <tenant>    the tenant; needed for a platform role, and in development
  --platform           the platform's own log
  --format <format>    ndjson, which can be verified (default), or csv, for reading only
  --disclosures <choice>
                       include tells the personal values that entries commit to
                       (default), omit withholds them
  --epoch <number>     an earlier epoch
  --kind, --actor, --object, --from, --to
                       a part of the log; --kind can be repeated, --from and --to are
                       times such as 2026-01-01T00:00:00Z, the last one exclusive

Exit status: 0 if the file is complete, 1 if it is not, 2 if the call or a setting is wrong.`;

/** The call of the command. */
export const AUDIT_EXPORT = commandLine({
  usage: USAGE,
  options: {
    out: TEXT,
    url: TEXT,
    token: TEXT,
    'token-file': TEXT,
    tenant: TEXT,
    platform: FLAG,
    format: TEXT,
    disclosures: TEXT,
    epoch: TEXT,
    actor: TEXT,
    object: TEXT,
    from: TEXT,
    to: TEXT,
    kind: { type: 'string', multiple: true },
  },
  read(given): ExportArguments | WrongCall {
    const { out, url = DEFAULT_URL, tenant, platform = false } = given;
    const problems = [
      ...requestProblems({ out, url, token: given.token }),
      ...(platform && tenant !== undefined ? ['--platform and --tenant: set only one of them.'] : []),
      ...spanProblems({ from: given.from, to: given.to }),
    ];
    if (out === undefined || problems.length > 0) return new WrongCall(problems);
    const { format, disclosures, epoch, actor, object, from, to, kind = [] } = given;
    const single = Object.entries({ format, disclosures, epoch, actor, object, from, to });
    return {
      url,
      out,
      tenant,
      tokenFile: given['token-file'],
      isPlatformLog: platform,
      query: [
        ...single.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
        ...kind.map((value) => ['kind', value] as const),
      ],
    };
  },
});
