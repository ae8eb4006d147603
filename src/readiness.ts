import { partitionsReady } from './database/availability.ts';
import type { Database } from './database/client.ts';
import { knowsAllMasterKeys } from './dispatch/key-checks.ts';
import type { KeyRing } from './secrets/key-ring.ts';
import type { Readiness } from './server/health.ts';
import type { SigningKeys } from './server/signing-keys.ts';

/** What a node needs to serve. */
export interface ReadinessParts {
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly tokenKeys: SigningKeys;
}

/** Whether this node can serve, and what each of its needs says. Never rejects. */
export async function readiness(parts: ReadinessParts): Promise<Readiness> {
  const { ready, checks } = await databaseReadiness(parts);
  // A node that knows no key of the token issuer can let nobody in.
  const known = parts.tokenKeys.areKnown();
  return { ready: ready && known, checks: { ...checks, tokenKeys: known ? 'ok' : 'none is known' } };
}

async function databaseReadiness({ database, keyRing }: ReadinessParts): Promise<Readiness> {
  try {
    const partitions = await partitionsReady(database);
    // Of what other nodes seal by a key that is not here yet, this one can use nothing; all else it serves.
    const masterKeys = await knowsAllMasterKeys(database, keyRing);
    return {
      ready: partitions,
      checks: {
        database: 'ok',
        partitions: partitions ? 'ok' : "next month's are missing",
        masterKeys: masterKeys ? 'ok' : 'another node seals by one that is not here',
      },
    };
  } catch {
    return { ready: false, checks: { database: 'unreachable' } };
  }
}
