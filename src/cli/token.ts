import { answerCall } from '../app/command-line.ts';
import { readDevelopmentConfig } from '../app/config.ts';
import { createDevelopmentKey, createDevelopmentTokenIssuer } from '../http/auth/development-token.ts';
import { TOKEN } from './arguments/token-arguments.ts';
import { runCommand } from './run-command.ts';

await runCommand(
  (argv, out) =>
    answerCall(TOKEN, argv, out, async (wanted) => {
      const issueToken = await createDevelopmentTokenIssuer(readDevelopmentConfig(), createDevelopmentKey);
      out.stdout(`${await issueToken(wanted)}\n`);
      return 0;
    }),
  (error) => (error instanceof Error ? error.message : String(error)),
);
