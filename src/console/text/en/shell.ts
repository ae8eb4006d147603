import type { AccessScope } from '@originator/client';

/** The names of scopes as they stand in tokens. */
const SCOPES: Readonly<Record<AccessScope, string>> = {
  CONFIGURATION_READ: 'configuration:read',
  CONFIGURATION_WRITE: 'configuration:write',
  CONSENTS_READ: 'consents:read',
  AUDIT_READ: 'audit:read',
  RECORDS_READ: 'records:read',
  RECORDS_READ_OWN: 'records:read-own',
  STATISTICS_READ: 'statistics:read',
  LIVE_READ: 'live:read',
  PREVIEW: 'preview',
  DISPATCH: 'dispatch',
  TENANTS_READ: 'tenants:read',
  PLATFORM_LOG_READ: 'platform-log:read',
  PRIVACY_ERASE: 'privacy:erase',
  SENDING_PAUSE: 'sending:pause',
};

/** The texts of the frame around every page. */
export const shellText = {
  product: 'Originator',
  titleOf: (page: string) => `${page} · Originator`,
  skip: 'Skip to content',
  navigation: 'Pages',
  pages: {
    account: 'Account',
    dispatches: 'Dispatches',
    statistics: 'Statistics',
    audit: 'Audit',
    platform: 'Platform',
  },
  signingIn: 'Signing in …',
  loading: 'Loading …',
  appearance: {
    label: 'Appearance',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
  },
  tenant: {
    title: 'Which tenant?',
    explanation: 'You work for the platform: name the tenant whose page you want to see.',
    label: 'Tenant',
    open: 'Open',
    change: 'Change tenant',
    of: (tenant: string) => `Tenant ${tenant}`,
    wrong: 'A tenant has 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-".',
  },
  news: {
    saved: (by: string, version: number, kinds: string) =>
      `${by} has made version ${version} live${kinds === '' ? '' : `: ${kinds}`}.`,
    kinds: {
      ACCOUNT: 'another account',
      TOKEN: 'another auth token',
      NUMBERS: 'other numbers',
      FALLBACK_POLICY: 'fallback',
      CHANNELS: 'channels',
      SENDING_POLICY: 'sending policy',
      CONSENT: 'consent',
    },
    somebody: 'Somebody',
    open: 'Show it',
    dismiss: 'Dismiss',
  },
  unaccepted: {
    title: 'Originator does not accept this sign-in',
    advice:
      'It would be the same if you tried again. Show this to the administrator of your sign-in, or sign in as somebody else.',
  },
  powerless: {
    title: 'You have no role here',
    advice:
      'You are signed in, and nothing is open to you yet. Ask an administrator for a role in Originator, then sign in again.',
  },
  nothing: {
    title: 'There is no such page',
    advice: 'Choose one of the pages above.',
  },
  scopes: SCOPES,
  forbidden: {
    title: 'This page is not open to you',
    advice: (scopes: string) => `It takes a token with one of these scopes: ${scopes}.`,
  },
  broken: {
    title: 'Something on this page went wrong',
    advice:
      'Nothing that was saved is lost. Load the page again; if it happens once more, tell the people who run this server.',
    again: 'Load the page again',
  },
} as const;
