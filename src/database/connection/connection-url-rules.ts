/** The beginning and the rest of a Postgres URL. */
const SHAPE = /^postgres(?:ql)?:\/\/(?<authority>[^/?#]*)(?<rest>.*)$/su;

const ENCODE = 'write # as %23, / as %2F, ? as %3F and @ as %40 in its user and password';

/**
 * The reason why the URL of a database can never work, in a sentence that repeats nothing of it, or null. Unencoded
 * characters in a password would be taken for the host, the port or the database.
 */
export function databaseUrlProblem(url: string): string | null {
  const { authority, rest } = SHAPE.exec(url)?.groups ?? {};
  if (authority === undefined || rest === undefined) {
    return 'must be a URL that starts with postgres:// or postgresql://';
  }
  const [path = ''] = rest.split('?');
  if (rest.includes('#') || path.includes('@') || authority.split('@').length > 2) {
    return `cannot be read: ${ENCODE}`;
  }
  const at = authority.lastIndexOf('@');
  if (authority.slice(at + 1).includes(',')) return TWO_HOSTS;
  if (!URL.canParse(withHost(url))) return `cannot be read: ${ENCODE}`;
  const { searchParams } = new URL(withHost(url));
  if ([...searchParams.keys()].some((name) => !/^[a-zA-Z_]+$/.test(name))) return `cannot be read: ${ENCODE}`;
  if (searchParams.getAll('sslmode').some((mode) => !SSL_MODES.includes(mode))) return UNKNOWN_SSL_MODE;
  return searchParams.getAll('host').some((host) => host.includes(',')) ? TWO_HOSTS : null;
}

/** The modes that the driver knows; any other, misspelt ones too, it passes over without a word. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
const UNKNOWN_SSL_MODE = `has an sslmode that is none of ${SSL_MODES.join(', ')}`;

const TWO_HOSTS =
  'names several hosts: name one, such as a host name or pooler that always leads to the primary server';

/** True if the URL itself holds a password. */
export function holdsPassword(url: string): boolean {
  const { password, searchParams } = new URL(withHost(url));
  return password !== '' || searchParams.has('password');
}

/**
 * True if what is sent to this database could be read or answered by somebody on the way: it is on another machine, and
 * its certificate is not verified. A Unix socket and the loopback interface do not leave the machine.
 */
export function isOpenToOthers(url: string): boolean {
  const { hostname, searchParams } = new URL(withHost(url));
  const host = (searchParams.get('host') ?? decodeURIComponent(hostname)).replace(/^\[(.*)\]$/, '$1');
  if (host.startsWith('/') || isLoopback(host)) return false;
  return searchParams.getAll('sslmode').join() !== 'verify-full';
}

function isLoopback(host: string): boolean {
  return ['', 'localhost', '::1'].includes(host) || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A URL may leave out the host, for that of this machine; `URL` asks for one. */
function withHost(url: string): string {
  return url.replace(/^([a-z]+:\/\/(?:[^/?#@]*@)?)(?=[/?]|$)/, '$1localhost');
}
