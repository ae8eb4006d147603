import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OwnSystem } from '../../support/running-system.ts';
import { keptBy } from './console-kit.ts';

/** A token that nobody else would have, to be looked for where it must not be. */
export function aSecret(): string {
  return `canary${Math.random().toString(16).slice(2).padEnd(26, 'c').slice(0, 26)}`;
}

/** Watches where the secrets of a page may turn up: its addresses as it goes, and at the end all that it and the server keep (X4). */
export function watchSecrets(page: Page, system: OwnSystem) {
  const addresses: string[] = [];
  page.context().on('request', (request) => addresses.push(request.url()));
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  return {
    async expectNoTrace(...secrets: readonly string[]) {
      const kept = `${await keptBy(page)} ${addresses.join(' ')} ${system.logLines.join(' ')}`;
      for (const secret of secrets) expect(kept).not.toContain(secret);
      expect(kept).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    },
  };
}
