import { expect, test } from 'vitest';
import { changeEntries, configurationChanges } from '../../src/configuration/change-rules.ts';
import { initialConfiguration } from '../../src/configuration/configuration.ts';
import {
  type FallbackPolicy,
  policyAfter,
  UNDEFINED_POLICY,
} from '../../src/configuration/fallback-policy-rules.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import type { FallbackChoice, FallbackMode } from '../../src/kernel/vocabulary/fallback.ts';

const TENANT = parseTenantId('acme') ?? expect.unreachable();
const ANN = { kind: 'PERSON', subject: 'ann', displayName: 'Ann', authenticatedBy: 'mfa' } as const;
const BOB = { ...ANN, subject: 'bob' };
const EARLIER = new Date('2026-03-01T10:00:00Z');
const NOW = new Date('2026-03-01T11:00:00Z');

const policy = (mode: FallbackMode): FallbackPolicy =>
  mode === 'NOT_DEFINED' ? UNDEFINED_POLICY : { mode, chosenAt: EARLIER, chosenBy: ANN };

test.each<[FallbackMode, FallbackChoice | null, FallbackMode, boolean]>([
  ['NOT_DEFINED', null, 'NOT_DEFINED', false],
  ['NOT_DEFINED', 'DISABLED', 'DISABLED', true],
  ['NOT_DEFINED', 'DEFAULT_ACCOUNT', 'DEFAULT_ACCOUNT', true],
  ['DISABLED', null, 'DISABLED', false],
  ['DISABLED', 'DISABLED', 'DISABLED', false],
  ['DISABLED', 'DEFAULT_ACCOUNT', 'DEFAULT_ACCOUNT', true],
  ['DEFAULT_ACCOUNT', null, 'DEFAULT_ACCOUNT', false],
  ['DEFAULT_ACCOUNT', 'DISABLED', 'DISABLED', true],
  ['DEFAULT_ACCOUNT', 'DEFAULT_ACCOUNT', 'DEFAULT_ACCOUNT', false],
])('%s with the choice %s becomes %s (S8)', (before, choice, after, changes) => {
  const next = policyAfter(policy(before), choice, BOB, NOW);
  expect(next).toEqual(changes ? { mode: after, chosenAt: NOW, chosenBy: BOB } : policy(before));
  const version = (fallback: FallbackPolicy) => ({ ...initialConfiguration(TENANT), fallback });
  expect(configurationChanges(version(policy(before)), version(next)).flatMap(changeEntries)).toEqual(
    changes
      ? [
          {
            kind: 'FALLBACK_POLICY_CHANGED',
            object: 'fallback-policy',
            before: { mode: before },
            after: { mode: after },
          },
        ]
      : [],
  );
});
