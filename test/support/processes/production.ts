import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK } from 'jose';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from '../../../src/http/auth/development-token.ts';
import { NO_LIMITS } from '../../../src/kernel/sending/sending-policy.ts';

/** What a platform's file says: the simulator's account, as if Twilio were behind it. */
export function platformFile(): Readonly<Record<string, unknown>> {
  const { account, settings, rateCard } = developmentPlatform(simulatedPlatform());
  const senders = account?.senders.map((sender) => ({ ...sender, countries: sender.countries ?? 'ALL' }));
  return { account: { ...account, senders }, settings, rateCard, sendingLimits: NO_LIMITS };
}

/** Settings of production over files in the folder, whose development key is the issuer's here, so that tests have tokens. */
export async function productionSettings(folder: string): Promise<Readonly<Record<string, string>>> {
  const { publicKey } = await createDevelopmentKey(developmentTokenKeyPath(folder));
  const [jwks, platform] = [join(folder, 'jwks.json'), join(folder, 'platform.json')];
  await writeFile(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA' }] }));
  await writeFile(platform, JSON.stringify(platformFile()));
  const key = () => randomBytes(32).toString('base64');
  return {
    ...{ MASTER_KEYS: `first:${key()}`, LOOKUP_KEY: key(), LEDGER_KEY: key() },
    ...{ TOKEN_ISSUER: 'https://issuer.test', TOKEN_AUDIENCE: 'originator', JWKS_FILE: jwks },
    ...{ PLATFORM_FILE: platform, PUBLIC_URL: 'http://127.0.0.1:9' },
  };
}
