import { post, type Target } from '../load.ts';
import { compare } from './compared-servers.ts';
import { onReadStage, type Read } from './read-stage.ts';

/** The share of the bare handler that the API is to reach. */
const WANTED = 0.6;
const PAGE = 50;

const RECORDS: Read = {
  query: `query RecordPage {
  tenant {
    dispatchRecords(first: ${PAGE}) {
      edges {
        cursor
        node {
          id idempotencyKey channel state delivery billedAccount rule trigger failureReason recipient country
          originatingNumber createdAt settledAt
          charge { amount currency }
          attempts { originator originatingNumber outcome code }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
  roles: ['admin'],
  from: 'order by r.id desc',
};

const ENTRIES: Read = {
  query: `query EntryPage {
  tenant {
    auditLog(first: ${PAGE}) {
      edges { cursor node { id kind at actor { kind subject displayName } object requestId before after } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
  roles: ['auditor'],
  // Of entries and of the values that they disclose.
  from: 'from audit_',
};

const BATCH = `mutation Fill($input: DispatchBatchInput!) {
  dispatchBatch(input: $input) { ... on DispatchBatchPayload { items { __typename } } }
}`;

/** Sends twice as many messages as a page has, so that another page follows. */
async function send(target: Omit<Target, 'body'>): Promise<void> {
  const items = Array.from({ length: 2 * PAGE }, (_, index) => ({
    idempotencyKey: `page-${index}`,
    channel: 'SMS',
    to: `+4915112${String(index).padStart(6, '0')}`,
    text: 'Your code is 123456',
  }));
  const body = JSON.stringify({ query: BATCH, variables: { input: { items } } });
  const answer = await post({ ...target, body });
  const sent = answer.split('DispatchPayload').length - 1;
  if (sent !== items.length) throw new Error(`only ${sent} were sent: ${answer.slice(0, 500)}`);
}

/**
 * A page of dispatch records and one of audit entries, through the API beside a bare handler with the same SQL, tenant
 * scope, token check and pool mode. Gives whether what is wanted was reached.
 */
export async function benchPages(): Promise<boolean> {
  const reads = new Map([
    ['page of 50 records', RECORDS],
    ['page of 50 audit entries', ENTRIES],
  ]);
  return onReadStage(send, [...reads.values()], async (stage) => {
    let kept = true;
    for (const [what, read] of reads) {
      const api = await stage.api(read);
      const full = { ...api, target: { ...api.target, expected: '"hasNextPage":true' } };
      const bare = { name: 'the bare handler', wanted: WANTED };
      const peer = await stage.peer('test/bench/reads/bare-server.ts', read, bare);
      kept = (await compare(what, full, [peer])) && kept;
    }
    return kept;
  });
}
