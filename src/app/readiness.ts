import { writesAndHasPartitions } from '../database/availability.ts';
import type { Database } from '../database/client.ts';
import { knowsAllMasterKeys } from '../dispatch/upkeep/key-checks.ts';
import type { SigningKeys } from '../http/auth/signing-keys.ts';
import type { Readiness } from '../http/routes/health.ts';
import { beginLimits } from '../kernel/operation-limits.ts';
import type { HeldLogCount } from '../ledger/seal/damaged-logs.ts';
import type { WitnessState } from '../ledger/witness/publisher.ts';
import type { KeyRing } from '../secrets/key-ring.ts';

/** The dependencies of the readiness check. */
export interface ReadinessDeps {
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly tokenKeys: SigningKeys;
  readonly heldLogs: () => HeldLogCount;
  /** The state of what witnesses have signed of the host log; null where none is asked. */
  readonly witnesses: (() => WitnessState | undefined) | null;
}

/** The time that an answer is given again, in milliseconds: many probes make one check. */
const FRESH_MS = 1_000;
/** The time that a check may take, in milliseconds; probes wait about as long. */
const CHECK_MS = 3_000;

/** Tells whether this node can serve, and what each of its needs says. It never rejects. */
export function createReadiness(deps: ReadinessDeps): () => Promise<Readiness> {
  let latest: Promise<Readiness> | undefined;
  const check = async () => {
    const found = await databaseReadiness(deps);
    setTimeout(() => {
      latest = undefined;
    }, FRESH_MS).unref();
    return found;
  };
  return async () => {
    latest ??= check();
    const { ready, checks } = await latest;
    // A node that knows no key of the token issuer can let nobody in.
    const known = deps.tokenKeys.areKnown();
    const ledger = ledgerState(deps.heldLogs());
    const witnesses = deps.witnesses === null ? {} : { witnesses: witnessState(deps.witnesses()) };
    return {
      ready: ready && known,
      checks: { ...checks, tokenKeys: known ? 'ok' : 'no key is known', ledger, ...witnesses },
    };
  };
}

/** Messages are sent all the same. Which logs these are is told in the log of the process: anybody may ask this. */
function ledgerState({ rolledBack, damaged }: HeldLogCount): string {
  if (rolledBack > 0)
    return `LEDGER_ROLLED_BACK: the database is missing entries of ${rolledBack} logs that this node has signed; npm run audit:epoch`;
  return damaged === 0 ? 'ok' : `LEDGER_DAMAGED: ${damaged} logs cannot be sealed; npm run audit:check`;
}

/** Witnesses that do not sign stop nothing. */
function witnessState(state: WitnessState | undefined): string {
  if (state === undefined) return 'none was asked yet';
  const { witnessedAt, isCurrent } = state;
  if (witnessedAt === null) return 'WITNESSES_MISSING: no checkpoint was signed by enough witnesses yet';
  const seconds = Math.max(0, Math.floor((Date.now() - witnessedAt.getTime()) / 1_000));
  const age = `${seconds} s ago`;
  return isCurrent ? `ok, ${age}` : `enough witnesses last signed a checkpoint ${age}`;
}

async function databaseReadiness({ database, keyRing }: ReadinessDeps): Promise<Readiness> {
  const limits = beginLimits(CHECK_MS);
  try {
    const partitions = await writesAndHasPartitions(database, limits);
    // Of what other nodes seal by a key that is not here yet, this one can use nothing; all else it serves.
    const masterKeys = await knowsAllMasterKeys(database, keyRing, limits);
    // A commit that waits for its standby is not cut short by the time for it, but ends then as if there were none.
    if (limits.end() !== undefined) return UNREACHABLE;
    return {
      ready: partitions,
      checks: {
        database: 'ok',
        partitions: partitions ? 'ok' : 'the partitions of next month are missing',
        masterKeys: masterKeys ? 'ok' : 'another node encrypts with a key that is not configured here',
      },
    };
  } catch {
    return UNREACHABLE;
  }
}

const UNREACHABLE: Readiness = { ready: false, checks: { database: 'unreachable' } };
