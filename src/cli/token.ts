import { answerCall, PROCESS_OUTPUT } from '../command-line.ts';
import { readDevelopmentConfig } from '../config.ts';
import { createDevelopmentTokenIssuer } from '../server/development-token.ts';
import { runCommand } from './run-command.ts';
import { TOKEN, type TokenArguments } from './token-arguments.ts';

async function printToken(wanted: TokenArguments): Promise<number> {
  const issueToken = await createDevelopmentTokenIssuer(readDevelopmentConfig());
  process.stdout.write(`${await issueToken(wanted)}\n`);
  return 0;
}

await runCommand(
  () => answerCall(TOKEN, process.argv.slice(2), PROCESS_OUTPUT, printToken),
  (error) => (error instanceof Error ? error.message : String(error)),
);
