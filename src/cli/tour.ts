import { createClient, OriginatorError } from '../client/index.ts';
import { answerCall, BAD_USAGE, PROCESS_OUTPUT } from '../command-line.ts';
import { ConfigError, readDevelopmentConfig } from '../config.ts';
import type { Role } from '../kernel/access.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../server/development-token.ts';
import { FrontEnd } from './front-end.ts';
import { runCommand } from './run-command.ts';
import { TOUR, type TourArguments } from './tour-arguments.ts';
import { changeAndRemove } from './tour-changes.ts';
import { reachTheFirstVersion } from './tour-first-version.ts';
import { TourReport } from './tour-report.ts';
import { TourFailure, type TourStage } from './tour-stage.ts';

const TOKEN_LIFETIME_S = 60 * 60;

async function stageOf({ endpoint, tenant }: TourArguments): Promise<TourStage> {
  const { dataDir, tokens } = readDevelopmentConfig();
  const key = await createDevelopmentKey(developmentTokenKeyPath(dataDir));
  const report = new TourReport((text) => process.stdout.write(text));
  const person = async (subject: string, displayName: string, role: Role) => {
    const token = await issueDevelopmentToken(key, {
      ...{ issuer: tokens.issuer, audience: tokens.audience },
      ...{ subject, displayName, kind: 'person', authenticationMethod: 'development' },
      ...{ tenant, roles: [role], lifetime: TOKEN_LIFETIME_S },
    });
    return new FrontEnd(createClient({ url: endpoint, token, fetch: report.fetch }));
  };
  return {
    report,
    ann: await person('ann', 'Ann Admin', 'admin'),
    bob: await person('bob', 'Bob Admin', 'admin'),
    auditor: await person('eve', 'Eve Auditor', 'auditor'),
  };
}

async function tour(wanted: TourArguments): Promise<void> {
  const stage = await stageOf(wanted);
  process.stdout.write(`The journey of the tenant ${wanted.tenant} at ${wanted.endpoint}\n`);
  const { tenant } = await stage.ann.client.viewer();
  const { version } = await stage.ann.configuration();
  if (tenant === null || version !== 0) {
    throw new TourFailure(`The tenant ${wanted.tenant} is configured already; name one that is not.`);
  }
  await reachTheFirstVersion(stage);
  await changeAndRemove(stage);
  process.stdout.write('\nThe tour is over; everything was as it should be.\n');
}

/** What went wrong, in a sentence that says what to do where that is known. */
function sentenceOf(error: unknown, { endpoint }: TourArguments): string {
  const message = error instanceof Error ? error.message : String(error);
  switch (error instanceof OriginatorError ? error.code : '') {
    case 'NETWORK':
      return `There is no server at ${endpoint}: start one by \`npm start\`, or name another by --url.`;
    case 'UNREADABLE':
      return `What answers at ${endpoint} is not Originator; name where it is by --url.`;
    case 'UNAUTHENTICATED':
      return `The server at ${endpoint} does not take our token. ${message} Set DATA_DIR to the folder that it uses.`;
    default:
      return message;
  }
}

await runCommand(() =>
  answerCall(TOUR, process.argv.slice(2), PROCESS_OUTPUT, async (wanted) => {
    try {
      await tour(wanted);
      return 0;
    } catch (error) {
      process.stderr.write(`\n${sentenceOf(error, wanted)}\n`);
      return error instanceof ConfigError ? BAD_USAGE : 1;
    }
  }),
);
