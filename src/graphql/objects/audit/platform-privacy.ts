import { readCertificate } from '../../../audit/erasure/erasure-service.ts';
import { MOST_HOLDS } from '../../../audit/erasure/hold-rules.ts';
import { standingHolds } from '../../../audit/erasure/hold-store.ts';
import { PLATFORM_TENANT } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import { LegalHold } from './legal-hold.ts';
import { entryIdIn } from './verifiable-log.ts';

const SCOPES = ['privacy:erase', 'tenants:read'] as const;

builder.queryFields((t) => ({
  platformLegalHolds: t.field({
    type: [LegalHold],
    listLength: MOST_HOLDS,
    nullable: true,
    description:
      "The legal holds that stand in the platform's own log, in the order in which they were placed. For platform roles.",
    access: SCOPES,
    resolve: (_root, _args, context) => context.reads(PLATFORM_TENANT).run(standingHolds),
  }),
  platformErasureCertificate: t.string({
    nullable: true,
    description:
      "The certificate of an erasure from the platform's own log, as `Tenant.erasureCertificate` is one of a tenant's. For platform roles.",
    access: SCOPES,
    args: {
      entryId: t.arg.id({ required: true, description: 'The id of the entry of kind `PERSON_ERASED`.' }),
    },
    resolve: (_root, { entryId }, context) =>
      context.reads(PLATFORM_TENANT).run((tx) => readCertificate(tx, entryIdIn(PLATFORM_TENANT, entryId))),
  }),
}));
