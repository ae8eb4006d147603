/** The address of a server where none is named. */
export const DEFAULT_URL = 'http://127.0.0.1:4000';

/** True if an argument is an address that HTTP reaches. */
function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** True if an address that was given as an argument has a user or a password in it, which do not belong there (X6). */
function hasPassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}

/** The mistakes in how a file is asked for of a server: a sentence each. */
export function requestProblems(given: {
  readonly out: string | undefined;
  readonly url: string;
  readonly token: string | undefined;
}): readonly string[] {
  return [
    given.out === undefined ? '--out: name the file to write.' : '',
    isAddress(given.url) ? '' : '--url: must begin with http:// or https://.',
    given.token === undefined
      ? ''
      : '--token: every user of this machine can read a command line; pass the token by --token-file, or - for standard input.',
    hasPassword(given.url)
      ? '--url: every user of this machine can read a command line; leave out user and password.'
      : '',
  ].filter((problem) => problem !== '');
}

/** The mistakes in the addresses of a server and of its simulator: a sentence each. */
export function addressProblems(url: string, simulator?: string): readonly string[] {
  return [
    isAddress(url) ? '' : `--url: must be an address such as ${DEFAULT_URL}`,
    simulator === undefined || isAddress(simulator)
      ? ''
      : '--simulator: must be an address such as http://127.0.0.1:4010',
    hasPassword(url) || hasPassword(simulator ?? '')
      ? '--url, --simulator: leave out user and password; every user of this machine can read a command line'
      : '',
  ].filter((problem) => problem !== '');
}
