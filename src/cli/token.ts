import { answerCall, PROCESS_OUTPUT } from '../app/command-line.ts';
import { readDevelopmentConfig } from '../app/config.ts';
import { createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import { TOKEN, type TokenArguments } from './arguments/token-arguments.ts';
import { runCommand } from './run-command.ts';

async function printToken(wanted: TokenArguments): Promise<number> {
  const issueToken = await createDevelopmentTokenIssuer(readDevelopmentConfig());
  process.stdout.write(`${await issueToken(wanted)}\n`);
  return 0;
}

await runCommand(
  () => answerCall(TOKEN, process.argv.slice(2), PROCESS_OUTPUT, printToken),
  (error) => (error instanceof Error ? error.message : String(error)),
);
