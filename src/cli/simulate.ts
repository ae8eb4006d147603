import { randomBytes } from 'node:crypto';
import { answerCall } from '../app/command-line.ts';
import { readDevelopmentConfig } from '../app/config.ts';
import { createClient, type OriginatorClient } from '../client/index.ts';
import { againstServer } from '../dev/load/against-server.ts';
import { Progress } from '../dev/load/simulate-progress.ts';
import { statsSentences, statsTable, Tally } from '../dev/load/simulate-report.ts';
import { kindOf, settleTenant, TENANT_KINDS } from '../dev/load/simulated-kinds.ts';
import { sendLoad, type TenantLoad } from '../dev/load/simulated-load.ts';
import { FAULTS, NO_FAULTS, requestMaker, seededRandom } from '../dev/load/simulated-requests.ts';
import { findSimulator, type SimulatorControl } from '../dev/load/simulator-control.ts';
import { createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import { textTable } from '../kernel/text-table.ts';
import type { Role } from '../kernel/vocabulary/access.ts';
import { SIMULATE, type SimulateArguments } from './arguments/simulate-arguments.ts';
import { runCommand } from './run-command.ts';

const TOKEN_LIFETIME_S = 12 * 60 * 60;
const SET_UP_MS = 60_000;
const PER_REQUEST = 50;
const AT_ONCE = 8;
const QUARTER_MS = 15 * 60_000;

/** A sentence for people instead of a stack. */
class SimulateFailure extends Error {}

type ClientFor = (role: Role, tenant: string | null) => Promise<OriginatorClient>;

async function clients({ url }: SimulateArguments): Promise<ClientFor> {
  const issueToken = await createDevelopmentTokenIssuer(readDevelopmentConfig());
  return async (role, tenant) => {
    const token = await issueToken({
      role,
      tenant,
      lifetime: TOKEN_LIFETIME_S,
      subject: `simulate-${role}`,
      displayName: `Simulated ${role}`,
    });
    // It counts each answer, refusals among them.
    return createClient({ url: new URL('/graphql', url).href, token, retries: 0 });
  };
}

async function simulate(wanted: SimulateArguments): Promise<void> {
  const clientFor = await clients(wanted);
  await (await clientFor('platform-analyst', null)).viewer();
  const control = await findSimulator(wanted.simulator);
  const progress = new Progress(process.stdout);
  const run = `sim-${randomBytes(3).toString('hex')}`;
  const loads = await settleTenants(wanted, { run, clientFor, control, progress });
  const since = quarterAt(Date.now());
  const tally = await sendAll(wanted, loads, progress);
  await report(clientFor, run, since, tally, wanted);
}

interface Stage {
  readonly run: string;
  readonly clientFor: ClientFor;
  readonly control: SimulatorControl;
  readonly progress: Progress;
}

async function settleTenants(wanted: SimulateArguments, stage: Stage): Promise<readonly TenantLoad[]> {
  const { run, clientFor, control, progress } = stage;
  const random = seededRandom(randomBytes(4).readUInt32BE(0));
  const loads: TenantLoad[] = [];
  const kinds = new Map<string, number>();
  for (let index = 0; index < wanted.tenants; index += 1) {
    progress.show(`Setting up tenants: ${index} of ${wanted.tenants}`);
    const tenant = tenantName(run, index);
    const kind = wanted.faults ? kindOf(index) : { ...kindOf(index), fate: 'NONE' as const };
    const admin = await clientFor('admin', tenant);
    await settleTenant(admin, control, kind, AbortSignal.timeout(SET_UP_MS));
    kinds.set(kind.name, (kinds.get(kind.name) ?? 0) + 1);
    const make = requestMaker(random, tenant, wanted.faults ? FAULTS : NO_FAULTS);
    const share =
      Math.floor(wanted.dispatches / wanted.tenants) + (index < wanted.dispatches % wanted.tenants ? 1 : 0);
    const dispatcher = await clientFor('dispatcher', tenant);
    loads.push({ client: () => dispatcher, items: Array.from({ length: share }, make) });
  }
  progress.end(`${wanted.tenants} tenants are set up.`);
  if (wanted.faults) {
    const rows = TENANT_KINDS.filter(({ name }) => kinds.has(name)).map(({ name }) => [
      name,
      String(kinds.get(name)),
    ]);
    process.stdout.write(`\n${textTable(['kind of tenant', 'tenants'], rows)}\n\n`);
  }
  return loads;
}

function tenantName(run: string, index: number): string {
  return `${run}-${String(index + 1).padStart(3, '0')}`;
}

async function sendAll(
  { dispatches }: SimulateArguments,
  loads: readonly TenantLoad[],
  progress: Progress,
): Promise<Tally> {
  const tally = new Tally();
  const begun = performance.now();
  const line = () => {
    const seconds = (performance.now() - begun) / 1000;
    return `${tally.answered} of ${dispatches} dispatches, ${(tally.answered / seconds).toFixed(0)} a second`;
  };
  await sendLoad(loads, {
    perRequest: PER_REQUEST,
    atOnce: AT_ONCE,
    repeat: () => false,
    onAnswer(answer) {
      if ('record' in answer) tally.record(answer.record);
      else tally.refusal(answer.refused);
      progress.show(line());
    },
  });
  progress.end(`${line()}, in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
  return tally;
}

/** The start of the quarter-hour that an instant lies in: statistics begin and end on one. */
function quarterAt(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / QUARTER_MS) * QUARTER_MS);
}

async function report(
  clientFor: ClientFor,
  run: string,
  since: Date,
  tally: Tally,
  { tenants, url }: SimulateArguments,
): Promise<void> {
  const analyst = await clientFor('platform-analyst', null);
  const stats = await analyst.platformDispatchStats({
    range: { from: since.toISOString(), to: quarterAt(Date.now() + QUARTER_MS).toISOString() },
    bucket: 'DAY',
    groupBy: ['RULE'],
    filter: { tenant: Array.from({ length: tenants }, (_, index) => tenantName(run, index)) },
  });
  if (stats === null) throw new SimulateFailure('The server returned no statistics.');
  const out = (text: string) => process.stdout.write(`\n${text}\n`);
  out(statsTable(stats));
  out(statsSentences(stats).join('\n'));
  const faults = tally.faults();
  if (faults !== '') out(faults);
  out(
    `The tenants are ${tenantName(run, 0)} to ${tenantName(run, tenants - 1)}. Look at their records at ${url}/graphql with the token of\n` +
      `  npm run -s token -- --role analyst --tenant ${tenantName(run, 0)}`,
  );
}

await runCommand((argv, out) =>
  answerCall(SIMULATE, argv, out, (wanted) =>
    againstServer(wanted.url, `There is no server at ${wanted.url}, or it stopped.`, () => simulate(wanted)),
  ),
);
