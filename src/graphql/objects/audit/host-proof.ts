import type { HostLogState } from '../../../ledger/host/host-log-store.ts';
import type { HostProof } from '../../../ledger/host/host-proof-rules.ts';
import { readCheckpoint } from '../../../ledger/tree/checkpoint.ts';
import { builder } from '../../builder.ts';

const access = 'audit:read';

/** The proof that the head of a log is in the host log (A7). */
export const AuditHostProof = builder.objectRef<HostProof>('AuditHostProof').implement({
  description:
    'A proof that the head of a log is in the host log, whose checkpoints others witness. docs/audit-format.md describes how to check it; its members are those of `hostProof` in exports and receipts.',
  access,
  fields: (t) => ({
    opening: t.exposeString('opening', {
      description: 'The secret by which the name of the log in the host log can be told: 32 bytes in base64.',
    }),
    size: t.expose('size', {
      type: 'Count',
      description: 'The number of entries that the proof covers: the first ones of the log.',
    }),
    root: t.exposeString('root', { description: 'The root hash of the log at that size, in base64.' }),
    consistencyProof: t.exposeStringList('consistencyProof', {
      listLength: 64,
      description: 'The consistency proof from that size to the checkpoint of the log, in base64.',
    }),
    headIndex: t.expose('headIndex', {
      type: 'Count',
      description: 'The place of the head in its round, starting at 0.',
    }),
    headProof: t.exposeStringList('headProof', {
      listLength: 64,
      description: 'The inclusion proof of the head in its round, in base64.',
    }),
    round: t.expose('round', {
      type: 'Count',
      description: 'The place of the round in the host log, starting at 0.',
    }),
    roundProof: t.exposeStringList('roundProof', {
      listLength: 64,
      description: 'The inclusion proof of the round in the host log, in base64.',
    }),
    checkpoint: t.exposeString('checkpoint', {
      description:
        'The checkpoint of the host log as a signed note, with the signature lines of its witnesses. Keep it byte for byte.',
    }),
  }),
});

const roundsOf = (note: string | null) => (note === null ? null : (readCheckpoint(note)?.size ?? null));

/** The log that holds the heads of all logs, and how far others have witnessed it (A7). */
export const AuditHostLog = builder.objectRef<HostLogState>('AuditHostLog').implement({
  description:
    'The host log, which holds the heads of all logs, so that servers of others can witness all of them at once. Witnesses that are missing stop nothing.',
  access,
  fields: (t) => ({
    origin: t.exposeString('origin', {
      description: 'The name of the host log, which its checkpoints carry.',
    }),
    checkpoint: t.exposeString('note', {
      description:
        'The newest published checkpoint as a signed note, with the signature lines of its witnesses, be they enough or not.',
    }),
    rounds: t.field({
      type: 'Count',
      description: 'The number of rounds up to that checkpoint: how often something was sealed.',
      resolve: ({ note }) => roundsOf(note) ?? 0,
    }),
    witnessedAt: t.expose('witnessedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time at which enough witnesses last signed a checkpoint, by the policy of this server; null if they never did, or none are asked.',
    }),
    witnessedRounds: t.field({
      type: 'Count',
      nullable: true,
      description:
        'The number of rounds up to the checkpoint that they signed then. If it is less than `rounds`, the rest has no witnesses yet.',
      resolve: ({ witnessedNote }) => roundsOf(witnessedNote),
    }),
  }),
});
