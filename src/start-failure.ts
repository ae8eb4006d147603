import { ConfigError } from './config.ts';
import { ConsentTextsError } from './consent/configured-texts.ts';
import { AlteredConsentTextError } from './consent/document-service.ts';
import { isDatabaseUnavailable } from './database/availability.ts';
import { EmbeddedServerError } from './database/embedded-error.ts';
import { MissingRolesError } from './database/roles.ts';

/** Failures whose message is written for whoever starts the server. */
const EXPLAINED = [
  ConfigError,
  ConsentTextsError,
  AlteredConsentTextError,
  EmbeddedServerError,
  MissingRolesError,
];

/** Why the server did not start: one clear sentence where the cause is known, else the error with its stack. */
export function startFailureSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPLAINED.some((explained) => error instanceof explained)) return error.message;
  const code = 'code' in error ? error.code : undefined;
  if ('syscall' in error && error.syscall === 'listen') return listenSentence(error, code);
  if (isDatabaseUnavailable(error)) return `The database of DATABASE_URL cannot be reached: ${error.message}`;
  if (code === '28P01' || code === '28000' || code === '3D000')
    return `The database refuses the login: ${error.message}`;
  return error.stack ?? error.message;
}

function listenSentence(error: Error, code: unknown): string {
  const at = `${'address' in error ? error.address : ''}:${'port' in error ? error.port : ''}`;
  if (code === 'EADDRINUSE') return `${at} is taken by another program; set PORT to a free one.`;
  if (code === 'EACCES') return `${at} may not be listened on by this user; set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `${at} is no address of this machine; set HOST to one that is.`;
  return `${at} cannot be listened on: ${error.message}`;
}
