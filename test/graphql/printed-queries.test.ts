import { readFile } from 'node:fs/promises';
import { Kind, parse } from 'graphql';
import { expect, it } from 'vitest';
import type { Role } from '../../src/kernel/vocabulary/access.ts';
import { newTenant } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';

it.each<[string, readonly Role[]]>([
  ['docs/auditors.md', ['auditor', 'platform-auditor']],
  ['docs/dashboards.md', ['analyst']],
  ['docs/front-end.md', ['admin']],
])('the queries on %s run as they are printed, with the token of a reader', async (page, roles) => {
  const system = await sharedSystem();
  const tenant = newTenant();
  const blocks = [...(await readFile(page, 'utf8')).matchAll(/^```graphql\n([\s\S]*?)^```/gm)];
  const printed = blocks.map(([, query = '']) => query).filter((query) => !query.includes('…'));
  expect(printed.length).toBeGreaterThan(0);
  for (const query of printed) {
    const operations = parse(query).definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [one.name?.value] : [],
    );
    for (const operationName of operations) {
      const answers = await Promise.all(
        roles.map(async (role) => {
          const response = await fetch(system.endpoint, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${await system.token({ role, tenant })}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify({ query, operationName }),
          });
          const { errors }: { readonly errors?: unknown } = JSON.parse(await response.text());
          return errors;
        }),
      );
      // One of the readers whom the page is for may ask it.
      expect(answers, operationName).toContain(undefined);
    }
  }
});
