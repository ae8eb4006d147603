import { answerCall, PROCESS_OUTPUT } from '../command-line.ts';
import { readDevelopmentConfig } from '../config.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../server/development-token.ts';
import { runCommand } from './run-command.ts';
import { TOKEN, type TokenArguments } from './token-arguments.ts';

async function printToken(wanted: TokenArguments): Promise<number> {
  const { dataDir, tokens } = readDevelopmentConfig();
  const token = await issueDevelopmentToken(await createDevelopmentKey(developmentTokenKeyPath(dataDir)), {
    issuer: tokens.issuer,
    audience: tokens.audience,
    subject: wanted.subject,
    displayName: wanted.name,
    kind: wanted.service ? 'service' : 'person',
    authenticationMethod: wanted.service ? 'client-credentials' : 'development',
    tenant: wanted.tenant,
    roles: [wanted.role],
    lifetime: wanted.expiresIn,
  });
  process.stdout.write(`${token}\n`);
  return 0;
}

await runCommand(
  () => answerCall(TOKEN, process.argv.slice(2), PROCESS_OUTPUT, printToken),
  (error) => (error instanceof Error ? error.message : String(error)),
);
