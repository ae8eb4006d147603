import { readConsentTexts } from '../consent/configured-texts.ts';
import { readPlatformFile } from '../dispatch/settings/configured-platform.ts';
import { developmentPlatform } from '../dispatch/settings/development-platform.ts';
import type { DispatchPlatform } from '../dispatch/settings/platform.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from '../http/auth/development-token.ts';
import { createSigningKeys, oneSigningKey, type SigningKeys } from '../http/auth/signing-keys.ts';
import {
  type RegisteredDocuments,
  readRegisteredDocuments,
} from '../http/graphql/document/registered-documents.ts';
import type { Logger } from '../http/log/logging.ts';
import { loadDevelopmentPart } from '../kernel/development-part.ts';
import { NO_LIMITS } from '../kernel/sending/sending-policy.ts';
import type { HeadMemory } from '../ledger/seal/head-memory.ts';
import { readHeadMemory } from '../ledger/seal/read-head-memory.ts';
import type { LedgerKeys } from '../ledger/tree/ledger-keys.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import type { WitnessPolicy } from '../ledger/witness/policy-rules.ts';
import { readPolicy } from '../ledger/witness/read-policy.ts';
import {
  developmentLookupKeyPath,
  developmentMasterKeyPath,
  type KeyFile,
  makeKeyFile,
} from '../secrets/key-file.ts';
import { createKeyRing, type KeyRing } from '../secrets/key-ring.ts';
import type { Config } from './config.ts';

/** The context in which files are read. */
export interface FileContext {
  readonly config: Config;
  /** Null for Twilio itself. */
  readonly twilioBaseUrl: string | null;
  readonly log: Logger;
}

/** The contents of the files that a server's settings name. */
export interface ServerFiles {
  readonly keyRing: KeyRing;
  readonly lookupKey: Buffer;
  readonly tokenKeys: SigningKeys;
  readonly texts: Awaited<ReturnType<typeof readConsentTexts>>;
  readonly platform: DispatchPlatform;
  readonly ledgerKeys: LedgerKeys;
  readonly headMemory: HeadMemory;
  readonly witnessPolicy: WitnessPolicy | null;
  readonly documents: RegisteredDocuments;
}

/** Reads all of it, and makes what development keeps for itself. Throws where anything cannot be used. */
export async function readServerFiles(context: FileContext): Promise<ServerFiles> {
  const { config, log } = context;
  const { policyFile } = config.witnesses;
  const ledgerKeys = await readLedgerKeys(config.ledger, config.dataDir, makeKeyFile);
  return {
    keyRing: createKeyRing(await masterKeys(config, makeKeyFile)),
    tokenKeys: await signingKeys(context),
    texts: await readConsentTexts(config.consentTexts),
    platform: await readPlatform(context),
    lookupKey: await lookupKey(config),
    ledgerKeys,
    headMemory: await rememberedHeads(config, log),
    witnessPolicy: policyFile === null ? null : await readPolicy(policyFile, ledgerKeys),
    documents: await readRegisteredDocuments(),
  };
}

/** The master keys that are configured, the current one first; in development the one that it keeps for itself. */
export async function masterKeys(
  config: Config,
  keyFile: KeyFile,
): Promise<Parameters<typeof createKeyRing>[0]> {
  const [first, ...rest] = config.masterKeys;
  if (first !== undefined) return [first, ...rest];
  return [{ id: 'development', bytes: await keyFile(developmentMasterKeyPath(config.dataDir)) }];
}

async function lookupKey({ lookupKey: configured, dataDir }: Config): Promise<Buffer> {
  return configured ?? makeKeyFile(developmentLookupKeyPath(dataDir));
}

function rememberedHeads(config: Config, log: Logger): Promise<HeadMemory> {
  return readHeadMemory(config, (err) =>
    log.warn(
      { err, code: 'LEDGER_MEMORY_NOT_KEPT' },
      'failed to write the memory file; this node forgets its signed checkpoints when it stops',
    ),
  );
}

async function readPlatform({ config, twilioBaseUrl }: FileContext): Promise<DispatchPlatform> {
  if (config.platformFile !== null) return readPlatformFile(config.platformFile);
  const { simulatedPlatform } = await loadDevelopmentPart(
    "Twilio's simulator",
    () => import('../dev/simulator/simulator.ts'),
  );
  return {
    ...developmentPlatform(simulatedPlatform()),
    simulated: !isTwilio(twilioBaseUrl),
    ...(config.sendingGuards ? {} : { sendingLimits: NO_LIMITS }),
  };
}

function isTwilio(baseUrl: string | null): boolean {
  return baseUrl === null || /(^|\.)twilio\.com$/.test(new URL(baseUrl).hostname);
}

/** Tokens of keys that nobody knows make us ask the issuer at most this often. */
const FRESH_KEYS_MS = 5_000;
/** The time that the issuer may take to give its keys. */
const KEYS_TIMEOUT_MS = 5_000;

async function signingKeys({ config, log }: FileContext): Promise<SigningKeys> {
  const { keys, refreshMs: everyMs, staleMs } = config.tokens;
  if (keys.kind !== 'development') {
    const times = { everyMs, staleMs, freshMs: FRESH_KEYS_MS, timeoutMs: KEYS_TIMEOUT_MS };
    return createSigningKeys(keys, { ...times, log }, config.proxies);
  }
  const { publicKey } = await createDevelopmentKey(developmentTokenKeyPath(config.dataDir));
  return oneSigningKey(publicKey);
}
