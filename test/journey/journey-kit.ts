import { type AuditLogQuery, createClient, type DraftNumbersQueryVariables } from '../../src/client/index.ts';
import { SIMULATED_ACCOUNTS, type SimulatedAccount } from '../../src/dev/simulator/simulator.ts';
import { FrontEnd, given, type ShownConfiguration } from '../../src/dev/tour/front-end.ts';
import type { RunningSystem, TokenRequest } from '../support/running-system.ts';

/** The front end of somebody with a token. */
export async function frontEnd(system: RunningSystem, who: TokenRequest): Promise<FrontEnd> {
  return new FrontEnd(createClient({ url: system.endpoint, token: await system.token(who) }));
}

/** The simulator's account of that key. */
export function account(key: string): SimulatedAccount {
  return given(SIMULATED_ACCOUNTS.find((known) => known.key === key));
}

/** What an earlier version must still say when it is asked for later. */
export function content(configuration: ShownConfiguration) {
  const { version, account: held, channels, fallbackPolicy, consent, inForceFrom } = configuration;
  return {
    ...{ version, channels, inForceFrom },
    sid: held?.sid ?? null,
    numbers: held?.organizationNumbers.edges.map(({ node }) => node.phoneNumber) ?? [],
    tokenSetAt: held?.tokenSetAt ?? null,
    mode: fallbackPolicy.mode,
    consentId: consent?.id ?? null,
  };
}

/** All numbers of the draft that the filter shows, page by page. */
export async function allNumbers(admin: FrontEnd, filter: NonNullable<DraftNumbersQueryVariables['filter']>) {
  const numbers = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<FrontEnd['numberPage']>> = await admin.numberPage(filter, 100, after);
    numbers.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return { counts: page.counts, numbers };
  }
}

type AuditLog = NonNullable<NonNullable<AuditLogQuery['tenant']>['auditLog']>;

/** The audit log as an auditor reads it through the client, oldest first. */
export async function readAuditLog({ client }: FrontEnd) {
  const entries = [];
  for (let after: string | null = null; ; ) {
    const page: AuditLog = given((await client.auditLog({ first: 10, after }))?.auditLog);
    entries.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return entries.reverse();
  }
}
