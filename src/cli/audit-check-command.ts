import { answerCall, type CommandOutput, commandLine, TEXT, WrongCall } from '../app/command-line.ts';
import type { ConfigReader } from '../app/config.ts';
import { LEDGER_NEEDS } from '../app/production-settings.ts';
import { type AuditCheck, checkAudit } from '../audit/check/audit-check.ts';
import { parseLogOwner } from '../kernel/ids.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import { counted } from '../ledger/verify/verdict.ts';
import { withDatabase } from './checked-database.ts';

const AUDIT_CHECK = commandLine({
  usage: `Recomputes every tree of the audit ledger from its rows, verifies the signatures, and compares the ledger with the
configuration versions, consents and dispatches that it records. Servers can keep running.

  npm run audit:check                        the logs of all tenants, and the platform's
  npm run audit:check -- --tenant acme       the logs of one tenant; $platform for the platform's

It uses the database of DATABASE_URL, or else the embedded one, and the keys of LEDGER_KEY and LEDGER_PAST_KEYS. It cannot
detect a database that was rolled back, or a log that a holder of the key has rewritten: audit:verify detects them, by a
checkpoint that was kept elsewhere.

Exit status: 0 if everything is consistent, 1 if something is not, 2 if the call or a setting is wrong.
`,
  options: { tenant: TEXT },
  read({ tenant: named }) {
    if (named === undefined) return { tenant: null };
    const tenant = parseLogOwner(named);
    return tenant === undefined
      ? new WrongCall(['--tenant: must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"'])
      : { tenant };
  },
});

/** Does what the command line asks for and tells of it; returns the exit code. */
export function auditCheck(
  argv: readonly string[],
  readConfig: ConfigReader,
  out: CommandOutput,
): Promise<number> {
  return answerCall(AUDIT_CHECK, argv, out, async ({ tenant }) => {
    const config = readConfig(['database', ...LEDGER_NEEDS]);
    const keys = await readLedgerKeys(config.ledger, config.dataDir);
    const check = await withDatabase(config, (database) => checkAudit({ database, keys }, tenant));
    out.stdout(verdict(check));
    return check.differences.length === 0 ? 0 : 1;
  });
}

function verdict(check: AuditCheck): string {
  const { differences, more } = check;
  const lines = differences.map(({ tenant, place, what }) => `${tenant}: ${place} ${what}.`);
  if (more > 0) lines.push(`There are ${more.toLocaleString('en-US')} more.`);
  const { logs, sealed, queued, versions, consents, dispatches } = check;
  lines.push(
    `${counted(logs, 'log', 'logs')} with ${counted(sealed, 'sealed entry', 'sealed entries')}, ` +
      `${counted(queued, 'entry', 'entries')} still to be sealed; ` +
      `${counted(versions, 'configuration version', 'configuration versions')}, ` +
      `${counted(consents, 'consent record', 'consent records')} and ` +
      `${counted(dispatches, 'decided dispatch', 'decided dispatches')} were checked.`,
  );
  for (const [month, removed] of check.removed)
    lines.push(
      `${counted(removed, 'dispatch', 'dispatches')} of ${month} were removed by retention, as the log says; their entries are kept.`,
    );
  lines.push(
    differences.length === 0
      ? 'The ledger is consistent with itself, with its signatures and with the state that it records.'
      : `The ledger is not consistent: ${counted(differences.length + more, 'place', 'places')}.`,
  );
  return lines.map((line) => `${line}\n`).join('');
}
