import { parseUuid, type TenantId, type Uuid } from '../kernel/ids.ts';
import type { LedgerHead } from '../ledger/head-store.ts';
import { rootOf } from '../ledger/merkle-rules.ts';
import {
  type ConsistencyProof,
  type InclusionProof,
  proveConsistency,
  proveInclusion,
} from '../ledger/proofs.ts';
import { builder } from './builder.ts';
import type { OperationContext } from './context.ts';
import { malformedId, uuidWithin } from './global-id.ts';
import { listOf } from './list-length.ts';
import { queryError } from './query-errors.ts';

const access = 'audit:read';

const AuditCheckpoint = builder.objectRef<LedgerHead>('AuditCheckpoint').implement({
  description:
    'What a log had come to, signed: kept elsewhere, it shows later whether anything was taken back.',
  access,
  fields: (t) => ({
    origin: t.exposeString('origin', { description: 'The name of the log, as `<host>/<tenant>/<epoch>`.' }),
    epoch: t.exposeInt('epoch', { description: 'The epoch of the log.' }),
    size: t.field({
      type: 'Count',
      description: 'How many entries the log had.',
      resolve: ({ tree }) => tree.size,
    }),
    rootHash: t.string({
      description: 'The root of the Merkle tree of these entries (RFC 9162), in base64.',
      resolve: ({ tree }) => rootOf(tree).toString('base64'),
    }),
    sealedAt: t.expose('sealedAt', {
      type: 'DateTime',
      description: 'When it was signed.',
    }),
    note: t.exposeString('note', {
      description: 'All of it as a signed note (c2sp.org/tlog-checkpoint), byte for byte what to keep.',
    }),
  }),
});

const hashes = (proof: { readonly hashes: readonly Buffer[] }) =>
  proof.hashes.map((hash) => hash.toString('base64'));

interface Inclusion {
  readonly tenant: TenantId;
  readonly proof: InclusionProof;
  readonly entryText: string;
}

const AuditInclusionProof = builder.objectRef<Inclusion>('AuditInclusionProof').implement({
  description:
    'That an entry is in a log (RFC 9162, section 2.1.3): with the public key, all it takes to check it.',
  access,
  fields: (t) => ({
    entryText: t.exposeString('entryText', {
      description: 'The entry as it is kept. The leaf hash is SHA-256 over a zero byte and its UTF-8 bytes.',
    }),
    leafIndex: t.field({
      type: 'Count',
      description: 'The number of the entry in the log, from 0.',
      resolve: ({ proof }) => proof.leafIndex,
    }),
    treeSize: t.field({
      type: 'Count',
      description: 'How many entries the tree has that the proof leads to; the size of the checkpoint.',
      resolve: ({ proof }) => proof.treeSize,
    }),
    hashes: t.stringList({
      extensions: listOf(64),
      description: "The hashes from the leaf's sibling up to the root's child, in base64.",
      resolve: ({ proof }) => hashes(proof),
    }),
    checkpoint: t.field({
      type: AuditCheckpoint,
      description: 'The checkpoint that the proof leads to.',
      resolve: async ({ tenant, proof }, _args, context) => {
        const head = await context.reads(tenant).head(proof.epoch);
        if (head === null) throw new Error('a proof leads to no checkpoint');
        return head;
      },
    }),
  }),
});

interface Consistency {
  readonly proof: ConsistencyProof;
  readonly head: LedgerHead;
}

const AuditConsistencyProof = builder.objectRef<Consistency>('AuditConsistencyProof').implement({
  description:
    'That a log of an epoch, at a later size, begins with all that it was earlier (RFC 9162, section 2.1.4).',
  access,
  fields: (t) => ({
    from: t.field({ type: 'Count', description: 'The earlier size.', resolve: ({ proof }) => proof.from }),
    to: t.field({ type: 'Count', description: 'The later size.', resolve: ({ proof }) => proof.to }),
    hashes: t.stringList({
      extensions: listOf(64),
      description: 'The hashes of the proof, in base64.',
      resolve: ({ proof }) => hashes(proof),
    }),
    checkpoint: t.expose('head', {
      type: AuditCheckpoint,
      description: 'The newest checkpoint of the epoch; `to` is its size unless another was asked for.',
    }),
  }),
});

const EPOCH = 'The epoch of the log; the newest one that the log has a checkpoint in where it is absent.';

/** A log that can be checked by whoever has the public key. */
export const VerifiableLog = builder.interfaceRef<{ readonly tenant: TenantId }>('VerifiableLog').implement({
  description:
    'An audit log that can be checked by whoever has the public key: of a tenant, or of the platform.',
  fields: (t) => ({
    auditCheckpoint: t.field({
      type: AuditCheckpoint,
      nullable: true,
      description: 'The newest signed checkpoint of the log; null until the first entry is sealed.',
      access: 'audit:read',
      args: { epoch: t.arg.int({ description: EPOCH }) },
      resolve: ({ tenant }, { epoch }, context) => context.reads(tenant).head(epoch ?? null),
    }),
    auditInclusionProof: t.field({
      type: AuditInclusionProof,
      nullable: true,
      description:
        'The proof that an entry is in the log; null where there is no such entry, and until it is sealed.',
      access: 'audit:read',
      args: {
        entryId: t.arg.id({
          required: true,
          description: 'The entry, by its global id or by the `id` that its text has.',
        }),
      },
      resolve: ({ tenant }, { entryId }, context) =>
        inclusionProof(context, tenant, entryIdIn(tenant, entryId)),
    }),
    auditConsistencyProof: t.field({
      type: AuditConsistencyProof,
      nullable: true,
      description:
        'The proof that the log only grew from one size to another; null where nothing of the epoch is sealed. Sizes that it has not had are refused with their limits.',
      access: 'audit:read',
      args: {
        from: t.arg({
          type: 'Count',
          required: true,
          description: 'The earlier size, such as that of a checkpoint which was kept; at least 1.',
        }),
        to: t.arg({
          type: 'Count',
          description: 'The later size; that of the newest checkpoint where it is absent.',
        }),
        epoch: t.arg.int({ description: EPOCH }),
      },
      resolve: ({ tenant }, asked, context) => consistencyProof(context, tenant, asked),
    }),
  }),
});

function entryIdIn(tenant: TenantId, text: string): Uuid {
  const id = parseUuid(text) ?? uuidWithin(tenant, 'AuditEntry', text);
  if (id === undefined) throw malformedId('an audit entry');
  return id;
}

async function inclusionProof(
  context: OperationContext,
  tenant: TenantId,
  entryId: Uuid,
): Promise<Inclusion | null> {
  const reads = context.reads(tenant);
  const [entry, proof] = await Promise.all([
    reads.auditEntries.load(entryId),
    reads.run((tx) => proveInclusion(tx, entryId)),
  ]);
  return entry === null || proof === undefined ? null : { tenant, proof, entryText: entry.text };
}

async function consistencyProof(
  context: OperationContext,
  tenant: TenantId,
  asked: {
    readonly from: number;
    readonly to?: number | null | undefined;
    readonly epoch?: number | null | undefined;
  },
): Promise<Consistency | null> {
  const reads = context.reads(tenant);
  const head = await reads.head(asked.epoch ?? null);
  if (head === null) return null;
  const { from } = asked;
  const { size } = head.tree;
  const to = asked.to ?? size;
  if (from < 1 || from > to || to > size) {
    throw queryError(
      'VALUE_OUT_OF_RANGE',
      `"from" and "to" lie from 1 to ${size}, the number of sealed entries, and "from" not beyond "to".`,
      { minimum: 1, maximum: size },
    );
  }
  return { proof: await reads.run((tx) => proveConsistency(tx, head, { from, to })), head };
}
