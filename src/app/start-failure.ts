import { AlteredConsentTextError } from '../consent/document-rules.ts';
import { databaseFailureSentence } from '../database/connection/failure-sentence.ts';
import { MigrationLockedError, UnfitDatabaseError } from '../database/connection/unfit-database.ts';
import { MissingRolesError } from '../database/roles.ts';
import { EmbeddedServerError } from '../dev/embedded-postgres/embedded-error.ts';
import { MissingPartError } from '../kernel/development-part.ts';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import { WrongKeyError } from '../secrets/key-check.ts';
import { ConfigError } from './config.ts';

/** Failures whose message is written for the operator. */
const EXPLAINED = [
  ConfigError,
  AlteredConsentTextError,
  EmbeddedServerError,
  MissingPartError,
  MigrationLockedError,
  MissingRolesError,
  UnfitDatabaseError,
  UnusableFileError,
  WrongKeyError,
];

/**
 * The reason why the server did not start: one clear sentence if the cause is known, else the error with its stack.
 *
 * @param simulatorPort the simulator's port, to name the setting of a port that is in use
 */
export function startFailureSentence(error: unknown, simulatorPort?: number): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPLAINED.some((explained) => error instanceof explained)) return error.message;
  const code = 'code' in error ? error.code : undefined;
  if ('syscall' in error && error.syscall === 'listen') return listenSentence(error, code, simulatorPort);
  const database = databaseFailureSentence(error);
  if (database !== undefined) return database;
  if ('syscall' in error && 'path' in error) return `${error.path} cannot be used: ${error.message}`;
  return error.stack ?? error.message;
}

function listenSentence(error: Error, code: unknown, simulatorPort: number | undefined): string {
  const port = 'port' in error ? error.port : undefined;
  const host = 'address' in error ? error.address : '';
  const at = port === undefined ? host : `${host}:${port}`;
  const setting = port === simulatorPort ? 'SIMULATOR_PORT' : 'PORT';
  if (code === 'EADDRINUSE') return `${at} is in use by another program; set ${setting} to a free port.`;
  if (code === 'EACCES')
    return `This user is not allowed to listen on ${at}; set ${setting} to a port above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `${at} is not an address of this machine; set HOST to one that is.`;
  return `Listening on ${at} failed: ${error.message}`;
}
