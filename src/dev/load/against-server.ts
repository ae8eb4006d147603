import { BAD_USAGE } from '../../app/command-line.ts';
import { ConfigError } from '../../app/config.ts';
import { OriginatorError } from '../../client/index.ts';

/**
 * Does work against a development server and gives the exit code of the command: what fails is told in a sentence on
 * standard error, with advice where there is any.
 *
 * @param missing says that nothing answers at `url`
 */
export async function againstServer(
  url: string,
  missing: string,
  work: () => Promise<void>,
): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    process.stderr.write(`\n${sentenceOf(error, url, missing)}\n`);
    return error instanceof ConfigError ? BAD_USAGE : 1;
  }
}

function sentenceOf(error: unknown, url: string, missing: string): string {
  const message = error instanceof Error ? error.message : String(error);
  switch (error instanceof OriginatorError ? error.code : '') {
    case 'NETWORK':
      return `${missing} Start one with \`npm start\`, or name another one with --url.`;
    case 'UNREADABLE':
      return `The server at ${url} is not Originator. Name the right one with --url.`;
    case 'UNAUTHENTICATED':
      return `The server at ${url} does not accept our token. ${message} Set DATA_DIR to the folder that the server uses.`;
    default:
      return message;
  }
}
