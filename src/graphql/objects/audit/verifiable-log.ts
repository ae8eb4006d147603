import type { TenantId, Uuid } from '../../../kernel/ids.ts';
import { readHostLogState } from '../../../ledger/host/host-log-store.ts';
import type { HostProof } from '../../../ledger/host/host-proof-rules.ts';
import { proveInHostLog } from '../../../ledger/host/host-proofs.ts';
import type { LedgerHead } from '../../../ledger/tree/head-store.ts';
import { rootOf } from '../../../ledger/tree/merkle-rules.ts';
import {
  type ConsistencyProof,
  type InclusionProof,
  proveConsistency,
  proveInclusion,
} from '../../../ledger/tree/proofs.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { malformedId, uuidWithin } from '../../fields/global-id.ts';
import { queryError } from '../../fields/query-errors.ts';
import { AuditHostLog, AuditHostProof } from './host-proof.ts';

const access = 'audit:read';

const AuditCheckpoint = builder.objectRef<LedgerHead>('AuditCheckpoint').implement({
  description:
    'A signed statement of the size and root hash of a log. Keep it outside Originator: with it, a later removal or rewriting of entries can be detected.',
  access,
  fields: (t) => ({
    origin: t.exposeString('origin', {
      description: 'The name of the log, in the form `<host>/<tenant>/<epoch>`.',
    }),
    epoch: t.exposeInt('epoch', { description: 'The epoch of the log.' }),
    size: t.field({
      type: 'Count',
      description: 'The number of entries in the log.',
      resolve: ({ tree }) => tree.size,
    }),
    rootHash: t.string({
      description: 'The root hash of the Merkle tree over the entries (RFC 9162), in base64.',
      resolve: ({ tree }) => rootOf(tree).toString('base64'),
    }),
    sealedAt: t.expose('sealedAt', {
      type: 'DateTime',
      description: 'The time at which the checkpoint was signed.',
    }),
    note: t.exposeString('note', {
      description: 'The checkpoint as a signed note (c2sp.org/tlog-checkpoint). Keep it byte for byte.',
    }),
  }),
});

const hashes = (proof: { readonly hashes: readonly Buffer[] }) =>
  proof.hashes.map((hash) => hash.toString('base64'));

interface Inclusion {
  readonly tenant: TenantId;
  readonly proof: InclusionProof;
  readonly entryText: string;
  readonly hostProof: HostProof | null;
}

const AuditInclusionProof = builder.objectRef<Inclusion>('AuditInclusionProof').implement({
  description:
    'A proof that an entry is in a log (RFC 9162, section 2.1.3). It can be checked with nothing but the public key.',
  access,
  fields: (t) => ({
    entryText: t.exposeString('entryText', {
      description:
        'The stored text of the entry. The leaf hash is SHA-256 over a zero byte followed by the UTF-8 bytes of this text.',
    }),
    leafIndex: t.field({
      type: 'Count',
      description: 'The index of the entry in the log, starting at 0.',
      resolve: ({ proof }) => proof.leafIndex,
    }),
    treeSize: t.field({
      type: 'Count',
      description:
        'The number of entries in the tree that the proof is for, which is the size of the checkpoint.',
      resolve: ({ proof }) => proof.treeSize,
    }),
    hashes: t.stringList({
      listLength: 64,
      description:
        'The hashes of the audit path, from the sibling of the leaf up to the child of the root, in base64.',
      resolve: ({ proof }) => hashes(proof),
    }),
    hostProof: t.expose('hostProof', {
      type: AuditHostProof,
      nullable: true,
      description:
        'The proof that the host log covers the entry, up to its newest checkpoint that enough witnesses signed, or else its newest; null while there is none.',
    }),
    checkpoint: t.field({
      type: AuditCheckpoint,
      description: 'The checkpoint that the proof is for.',
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
    'A proof that a log only grew: at the later size it begins with exactly the entries of the earlier size (RFC 9162, section 2.1.4).',
  access,
  fields: (t) => ({
    from: t.field({ type: 'Count', description: 'The earlier size.', resolve: ({ proof }) => proof.from }),
    to: t.field({ type: 'Count', description: 'The later size.', resolve: ({ proof }) => proof.to }),
    hashes: t.stringList({
      listLength: 64,
      description: 'The hashes of the proof, in base64.',
      resolve: ({ proof }) => hashes(proof),
    }),
    checkpoint: t.expose('head', {
      type: AuditCheckpoint,
      description: 'The newest checkpoint of the epoch. `to` is its size unless another size was requested.',
    }),
  }),
});

const EPOCH = 'The epoch of the log. The default is the newest epoch that has a checkpoint.';

export const VerifiableLog = builder.interfaceRef<{ readonly tenant: TenantId }>('VerifiableLog').implement({
  description: 'An audit log, of a tenant or of the platform, that anyone who has the public key can verify.',
  fields: (t) => ({
    auditCheckpoint: t.field({
      type: AuditCheckpoint,
      nullable: true,
      description: 'The newest signed checkpoint of the log; null until the first entry is sealed.',
      access: 'audit:read',
      args: { epoch: t.arg.int({ description: EPOCH }) },
      resolve: ({ tenant }, { epoch }, context) => context.reads(tenant).head(epoch ?? null),
    }),
    auditHostLog: t.field({
      type: AuditHostLog,
      nullable: true,
      description:
        'The log that holds the heads of all logs, and when witnesses last signed it; null until anything is sealed.',
      access: 'audit:read',
      resolve: async ({ tenant }, _args, context) =>
        (await context.reads(tenant).run((tx) => readHostLogState(tx))) ?? null,
    }),
    auditInclusionProof: t.field({
      type: AuditInclusionProof,
      nullable: true,
      description:
        'A proof that an entry is in the log; null if there is no such entry or it is not sealed yet.',
      access: 'audit:read',
      args: {
        entryId: t.arg.id({
          required: true,
          description: 'The entry, by its global id or by the `id` in its text.',
        }),
      },
      resolve: ({ tenant }, { entryId }, context) =>
        inclusionProof(context, tenant, entryIdIn(tenant, entryId)),
    }),
    auditConsistencyProof: t.field({
      type: AuditConsistencyProof,
      nullable: true,
      description:
        'A proof that the log only grew from one size to another; null if nothing in the epoch is sealed. A size that is out of range is refused with the range that is allowed.',
      access: 'audit:read',
      args: {
        from: t.arg({
          type: 'Count',
          required: true,
          description: 'The earlier size, for example that of a checkpoint that you kept. At least 1.',
        }),
        to: t.arg({
          type: 'Count',
          description: 'The later size. The default is the size of the newest checkpoint.',
        }),
        epoch: t.arg.int({ description: EPOCH }),
      },
      resolve: ({ tenant }, asked, context) => consistencyProof(context, tenant, asked),
    }),
  }),
});

/** The entry that an id names, its global or its plain one. Throws for a text that is neither. */
export function entryIdIn(tenant: TenantId, text: string): Uuid {
  const id = uuidWithin(tenant, 'AuditEntry', text);
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
  if (entry === null || proof === undefined) return null;
  const { epoch, leafIndex, treeSize } = proof;
  const hostProof = await reads.run((tx) =>
    proveInHostLog(tx, { epoch, size: treeSize, covering: leafIndex }),
  );
  return { tenant, proof, entryText: entry.text, hostProof: hostProof ?? null };
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
