import { ConfigError, readDevelopmentConfig } from '../config.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../server/development-token.ts';
import { parseTokenArguments, type TokenArguments, USAGE } from './token-arguments.ts';

/** A bad argument or setting, as opposed to something that went wrong. */
const BAD_USAGE = 2;

async function printToken(wanted: TokenArguments): Promise<void> {
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
}

const wanted = parseTokenArguments(process.argv.slice(2));
if ('role' in wanted) {
  await printToken(wanted).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof ConfigError ? BAD_USAGE : 1;
  });
} else {
  process.stderr.write(`${wanted.join('\n')}\n\n${USAGE}\n`);
  process.exitCode = BAD_USAGE;
}
