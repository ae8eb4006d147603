import { isIP } from 'node:net';
import type { Environment } from './environment.ts';

/** What can never work of settings of which each by itself can be (X6): a sentence each, which names them. */
export function contradictions(env: Environment): readonly string[] {
  return [
    ...(env.JWKS_URL !== undefined && env.JWKS_FILE !== undefined
      ? ['JWKS_URL and JWKS_FILE are both set; set the one that holds']
      : []),
    ...env.CORS_ORIGINS.filter((origin) => !isOrigin(origin)).map(notAnOrigin),
    ...env.TRUSTED_PROXIES.filter((range) => !isAddressRange(range)).map(notARange),
  ];
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function notAnOrigin(text: string): string {
  return `CORS_ORIGINS: ${text} is no origin such as https://console.example.com`;
}

function isAddressRange(text: string): boolean {
  const [ip = '', bits, ...rest] = text.split('/');
  const width = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  return (
    width > 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= width))
  );
}

function notARange(text: string): string {
  return `TRUSTED_PROXIES: ${text} is neither an address nor a range such as 10.0.0.0/8`;
}
