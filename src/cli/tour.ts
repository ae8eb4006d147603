import { answerCall } from '../app/command-line.ts';
import { readDevelopmentConfig } from '../app/config.ts';
import { createClient } from '../client/index.ts';
import { againstServer } from '../dev/load/against-server.ts';
import { findSimulator } from '../dev/load/simulator-control.ts';
import { FrontEnd } from '../dev/tour/front-end.ts';
import { changeTheConfiguration, removeAndLookBack } from '../dev/tour/tour-changes.ts';
import { type TourContext, TourFailure } from '../dev/tour/tour-context.ts';
import { sendMessages } from '../dev/tour/tour-dispatches.ts';
import { reachTheFirstVersion } from '../dev/tour/tour-first-version.ts';
import { issueAndVerifyReceipt } from '../dev/tour/tour-receipt.ts';
import { TourReport } from '../dev/tour/tour-report.ts';
import { createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import type { Role } from '../kernel/vocabulary/access.ts';
import { TOUR, type TourArguments } from './arguments/tour-arguments.ts';
import { runCommand } from './run-command.ts';

const TOKEN_LIFETIME_S = 60 * 60;
const OWN_NUMBERS = 3;

/** The people of the tour; no request is sent yet. */
async function castOf({ endpoint, tenant }: TourArguments): Promise<Omit<TourContext, 'simulator' | 'own'>> {
  const issueToken = await createDevelopmentTokenIssuer(readDevelopmentConfig());
  const report = new TourReport((text) => process.stdout.write(text));
  const tokenOf = (subject: string, displayName: string, role: Role) =>
    issueToken({ subject, displayName, role, tenant, lifetime: TOKEN_LIFETIME_S });
  const frontEnd = (token: string) =>
    new FrontEnd(createClient({ url: endpoint, token, fetch: report.fetch }));
  const auditorToken = await tokenOf('eve', 'Eve Auditor', 'auditor');
  return {
    report,
    ann: frontEnd(await tokenOf('ann', 'Ann Admin', 'admin')),
    bob: frontEnd(await tokenOf('bob', 'Bob Admin', 'admin')),
    auditor: frontEnd(auditorToken),
    service: frontEnd(await tokenOf('login-service', 'Login service', 'dispatcher')),
    async publicKeys() {
      const headers = { authorization: `Bearer ${auditorToken}` };
      return (await report.fetch(new URL('/audit/keys', endpoint), { headers })).text();
    },
  };
}

async function tour(wanted: TourArguments): Promise<void> {
  const cast = await castOf(wanted);
  process.stdout.write(`The journey of the tenant ${wanted.tenant} at ${wanted.endpoint}\n`);
  const { tenant } = await cast.ann.client.viewer();
  const { version } = await cast.ann.configuration();
  if (tenant === null || version !== 0) {
    throw new TourFailure(`The tenant ${wanted.tenant} is already configured. Name another one.`);
  }
  const simulator = await findSimulator(wanted.simulator);
  const stage = { ...cast, simulator, own: await simulator.addAccount(OWN_NUMBERS) };
  await reachTheFirstVersion(stage);
  await changeTheConfiguration(stage);
  await sendMessages(stage);
  await issueAndVerifyReceipt(stage);
  await removeAndLookBack(stage);
  process.stdout.write('\nThe tour is complete; every result was as expected.\n');
}

await runCommand((argv, out) =>
  answerCall(TOUR, argv, out, (wanted) =>
    againstServer(wanted.endpoint, `There is no server at ${wanted.endpoint}, or it stopped.`, () =>
      tour(wanted),
    ),
  ),
);
