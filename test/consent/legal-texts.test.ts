import { describe, expect, test } from 'vitest';
import { withDigest } from '../../src/consent/document-rules.ts';
import { publishDocuments } from '../../src/consent/document-service.ts';
import { SHIPPED_TEXTS } from '../../src/consent/shipped-texts.ts';
import { attack } from '../ledger/hostile-owner.ts';
import {
  auditKinds,
  auditOf,
  consentsOf,
  consentTo,
  newAccount,
  newScope,
  refused,
  saved,
  saveInput,
  verified,
} from '../support/journey.ts';
import { startServices } from '../support/services.ts';

describe('legal texts', () => {
  const next = {
    version: 2,
    locale: 'en',
    title: 'T',
    body: 'B',
    inForceFrom: new Date('2026-01-02T00:00:00Z'),
  };
  const later = { ...next, version: 3, inForceFrom: new Date('2999-01-01T00:00:00Z') };

  test('a newer one is what the next save must name, and ends no consent; those to come do not count yet (C2, C3)', async () => {
    const own = await startServices();
    try {
      const scope = newScope();
      await saved(own, scope, newAccount(own));
      const draft = await own.services.drafts.select(scope, {
        draft: await verified(own, scope, newAccount(own)),
        numbers: 'ALL',
      });
      const old = await consentTo(own, draft);
      await publishDocuments(own.database, [...SHIPPED_TEXTS, next, later]);
      expect(
        await refused(
          own.services.configurations.save(scope, saveInput({ draft, baseVersion: 1, consent: old })),
        ),
      ).toEqual([
        'REQUIREMENTS_NOT_MET',
        'CONSENT_OUT_OF_DATE input.consent.documentVersion',
        'CONSENT_OUT_OF_DATE input.consent.documentDigest',
      ]);
      expect(await consentsOf(own, scope.tenant)).toHaveLength(1);
      const consent = await consentTo(own, draft);
      expect(consent).toMatchObject({ documentVersion: 2, documentDigest: withDigest(next).digest });
      await own.services.configurations.save(scope, saveInput({ draft, baseVersion: 1, consent }));
      const published = (await auditOf(own, '$platform')).filter(
        ({ kind }) => kind === 'CONSENT_DOCUMENT_PUBLISHED',
      );
      expect(published.map(({ object }) => object).sort()).toEqual([
        'consent-document/1/de',
        'consent-document/1/en',
        'consent-document/2/en',
        'consent-document/3/en',
      ]);
      expect(published[0]).toMatchObject({ actor: { kind: 'SYSTEM' }, tenant: '$platform' });
    } finally {
      await own.stop();
    }
  });

  test('one that is published cannot be changed, nor be published twice by nodes that start together (C2)', async () => {
    const own = await startServices({}, { work: false });
    try {
      await Promise.all([1, 2, 3].map(() => publishDocuments(own.database, [...SHIPPED_TEXTS, next])));
      const published = await auditKinds(own, '$platform');
      expect(published).toHaveLength(3);
      const altered = publishDocuments(own.database, [{ ...next, body: 'another' }, later]);
      await expect(altered).rejects.toThrow('Consent text version 2 (en) is published and cannot be changed');
      await expect(publishDocuments(own.database, [])).resolves.toBeUndefined();
      expect(await auditKinds(own, '$platform')).toEqual(published);
      expect(await own.rows('select count(*)::int as count from consent_document')).toEqual([{ count: 3 }]);
    } finally {
      await own.stop();
    }
  });

  test('one that was altered in the database under its old digest is neither consented to nor started with (C2)', async () => {
    const own = await startServices();
    try {
      const scope = newScope();
      const draft = await own.services.drafts.select(scope, {
        draft: await verified(own, scope, newAccount(own)),
        numbers: 'ALL',
      });
      const consent = await consentTo(own, draft);
      await attack(own.adminUrl, async (run) => {
        await run(`update consent_document set body = body || ' And more.' where locale = 'en'`);
      });
      const altered = 'Consent text version 1 (en) was altered in the database';
      await expect(own.services.configurations.save(scope, saveInput({ draft, consent }))).rejects.toThrow(
        altered,
      );
      await expect(own.services.drafts.decline(scope, { draft, consent })).rejects.toThrow(altered);
      await expect(publishDocuments(own.database, SHIPPED_TEXTS)).rejects.toThrow(altered);
      expect(await consentsOf(own, scope.tenant)).toEqual([]);
    } finally {
      await own.stop();
    }
  });

  test('a platform without any in force does not start, since no account could be saved (C2)', async () => {
    const own = await startServices({}, { work: false });
    try {
      await own.rows('alter table consent_document disable trigger append_only');
      await own.rows('delete from consent_document');
      await expect(publishDocuments(own.database, [later])).rejects.toThrow(
        /^CONSENT_TEXTS: no consent text in en is in force/,
      );
      expect(await own.rows('select count(*)::int as count from consent_document')).toEqual([{ count: 0 }]);
    } finally {
      await own.stop();
    }
  });
});
