import { parseUuid, type TenantId } from '../../../kernel/ids.ts';
import type { EntryKind } from '../../../kernel/vocabulary/audit.ts';
import { type AuditEntry as EntryShape, pageEntries } from '../../../ledger/entries/entry-store.ts';
import type { Seal } from '../../../ledger/tree/proof-store.ts';
import { builder, type InputFields } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { filterText } from '../../fields/filter-text.ts';
import { type Page, type PageArguments, readFilteredPage } from '../../fields/paging.ts';
import { spanFields } from '../../fields/span-fields.ts';
import { Actor } from '../actor.ts';

const AuditSeal = builder.objectRef<Seal>('AuditSeal').implement({
  description:
    'The place at which an entry is sealed in its log. From then on, any change to it can be detected.',
  access: 'audit:read',
  fields: (t) => ({
    epoch: t.exposeInt('epoch', { description: 'The epoch of the log.' }),
    leafIndex: t.expose('leafIndex', {
      type: 'Count',
      description: 'The index of the entry in the epoch, starting at 0.',
    }),
    sealedAt: t.expose('sealedAt', {
      type: 'DateTime',
      description: 'The time at which the entry was sealed.',
    }),
  }),
});

export const LedgerEntry = builder.interfaceRef<EntryShape>('LedgerEntry').implement({
  description: 'An entry of an audit log. It never changes and contains no secrets.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'The time at which it happened.' }),
    actor: t.expose('actor', { type: Actor, description: 'The actor that did it.' }),
    object: t.exposeString('object', {
      description: 'The object that the entry is about, for example `configuration/3`.',
    }),
    requestId: t.exposeString('requestId', { description: 'The id of the request or job that did it.' }),
    before: t.expose('before', {
      type: 'JSON',
      nullable: true,
      description: 'The object before the change; null if it did not exist.',
    }),
    after: t.expose('after', {
      type: 'JSON',
      nullable: true,
      description: 'The object after the change; null if it no longer exists.',
    }),
    seal: t.field({
      type: AuditSeal,
      nullable: true,
      description:
        'The place of the entry in the sealed log; null until it is sealed, usually within a second.',
      resolve: ({ tenant, id }, _args, context) => context.reads(tenant).seals.load(id),
    }),
  }),
});

/** The conditions of a filter of entries, besides their kinds. */
export function entryProperties(t: InputFields) {
  return {
    actorSubject: t.string({ description: 'Entries of what this subject did.' }),
    object: t.string({ description: 'Entries about exactly this object, for example `configuration/3`.' }),
    ...spanFields(t, 'Entries'),
  };
}

type FilterInput<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** The conditions of a list of entries. */
interface EntryCriteria {
  readonly kinds: readonly EntryKind[];
  readonly actorSubject: string;
  readonly object: string;
  readonly from: Date;
  readonly to: Date;
}

/** A page of a log, newest first. Refuses texts that nothing stored could equal. */
export function readEntryPage(
  context: OperationContext,
  tenant: TenantId,
  filter: FilterInput<EntryCriteria> | null | undefined,
  page: PageArguments,
): Promise<Page<EntryShape>> {
  const narrowed = {
    kinds: filter?.kinds ?? undefined,
    actorSubject: filterText('actorSubject', filter?.actorSubject),
    object: filterText('object', filter?.object),
    from: filter?.from ?? undefined,
    to: filter?.to ?? undefined,
  };
  return readFilteredPage(
    page,
    { list: `auditLog/${tenant}`, parseKey: parseUuid },
    ({ id }) => id,
    (before, limit) => context.reads(tenant).run((tx) => pageEntries(tx, narrowed, { before, limit })),
  );
}
