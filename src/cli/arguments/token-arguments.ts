import { commandLine, FLAG, TEXT, WrongCall } from '../../app/command-line.ts';
import type { DevelopmentBearer } from '../../http/auth/development-token.ts';
import { isPlatformRole, isRole } from '../../kernel/access.ts';
import { parseTenantId } from '../../kernel/ids.ts';
import { holdsHiddenCharacters } from '../../kernel/outside-text.ts';
import { ROLE_NAMES, type Role } from '../../kernel/vocabulary/access.ts';

/** The arguments of the command line. */
export type TokenArguments = DevelopmentBearer;

const USAGE = `Prints a token that a development server with the same data folder accepts. It makes the key for them where
there is none yet.

usage: npm run -s token -- --role <role> [--tenant <tenant>] [<options>]

  --role <role>           one of ${ROLE_NAMES.filter((role) => !isPlatformRole(role)).join(', ')},
                          ${ROLE_NAMES.filter(isPlatformRole).join(', ')}
  --tenant <tenant>       required for all roles except platform roles
  --subject <subject>     the subject of the token (default dev-<role>)
  --name <name>           the display name of the subject
  --expires-in <time>     for example 12h, 30m or 90s (default 12h)
  --service               a token of a service, not of a person; a dispatcher's always is
  --help                  prints this text`;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
const LONGEST_HOURS = 24;
const LONGEST_NAME = 256;

function lifetimeOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS[unit ?? ''] ?? Number.NaN);
  return seconds > 0 && seconds <= LONGEST_HOURS * 3_600 ? seconds : undefined;
}

function tenantProblem(role: Role, tenant: string | undefined): string | undefined {
  if (isPlatformRole(role)) {
    return tenant === undefined ? undefined : `--tenant: the role ${role} is for all tenants and takes none`;
  }
  if (tenant === undefined) {
    return `--tenant: the role ${role} needs one`;
  }
  return parseTenantId(tenant) === undefined
    ? '--tenant: must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-", but not "." or ".."'
    : undefined;
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST_NAME && !holdsHiddenCharacters(text);
}

/** The call of the command. */
export const TOKEN = commandLine({
  usage: USAGE,
  options: { role: TEXT, tenant: TEXT, subject: TEXT, name: TEXT, 'expires-in': TEXT, service: FLAG },
  read(given): TokenArguments | WrongCall {
    const { role = '', tenant } = given;
    const lifetime = lifetimeOf(given['expires-in'] ?? '12h');
    const subject = given.subject ?? `dev-${role}`;
    const displayName = given.name ?? `Development ${role}`;
    const problems = [
      isRole(role) ? tenantProblem(role, tenant) : `--role: must be one of ${ROLE_NAMES.join(', ')}`,
      isName(subject) ? undefined : `--subject: must be 1 to ${LONGEST_NAME} printable characters`,
      isName(displayName) ? undefined : `--name: must be 1 to ${LONGEST_NAME} printable characters`,
      lifetime === undefined
        ? `--expires-in: must be a time such as 12h, 30m or 90s, of at most ${LONGEST_HOURS}h`
        : undefined,
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0 || !isRole(role) || lifetime === undefined) {
      return new WrongCall(problems);
    }
    return {
      role,
      tenant: tenant === undefined ? null : (parseTenantId(tenant) ?? null),
      subject,
      displayName,
      isService: given.service === true,
      lifetime,
    };
  },
});
