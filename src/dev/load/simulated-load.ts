import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DispatchBatchMutation,
  type DispatchItemInput,
  type OriginatorClient,
  OriginatorError,
} from '../../client/index.ts';

type BatchPayload = Extract<
  NonNullable<DispatchBatchMutation['dispatchBatch']>,
  { readonly __typename: 'DispatchBatchPayload' }
>;
type Item = BatchPayload['items'][number];

/** The record of a dispatch, as the contract gives it. */
export type SentRecord = Extract<Item, { readonly __typename: 'DispatchPayload' }>['record'];

export interface TenantLoad {
  /** Asked again before each request, since the server may come back at another address. */
  readonly client: () => OriginatorClient;
  readonly items: readonly DispatchItemInput[];
}

export interface LoadOptions {
  /** The number of items that go in one request. */
  readonly perRequest: number;
  /** The number of requests that are under way at once. */
  readonly atOnce: number;
  /** Told of each item that has its record, or was refused for good. */
  readonly onAnswer: (answer: { readonly record: SentRecord } | { readonly refused: string }) => void;
  /** True if a request that failed is repeated, with the same keys; told of the failure. */
  readonly repeat: (error: OriginatorError) => boolean;
}

const PAUSE_MS = 100;

/** Sends everything, item by item until each is answered; the tenants take turns. */
export async function sendLoad(loads: readonly TenantLoad[], options: LoadOptions): Promise<void> {
  const chunks = loads.map(({ client, items }) => ({ client, items: chunked(items, options.perRequest) }));
  const longest = Math.max(0, ...chunks.map(({ items }) => items.length));
  const queue = Array.from({ length: longest }, (_, turn) =>
    chunks.flatMap(({ client, items }) => {
      const chunk = items[turn];
      return chunk === undefined ? [] : [{ client, items: chunk }];
    }),
  ).flat();
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await sendChunk(next, options);
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
}

async function sendChunk({ client, items }: TenantLoad, options: LoadOptions): Promise<void> {
  let left = items;
  while (left.length > 0) {
    const answered = await ask(client(), left, options);
    left = left.filter((_, index) => {
      const item = answered?.[index];
      if (item === undefined || item.__typename === 'NotStarted' || item.__typename === 'RateLimited')
        return true;
      options.onAnswer(
        item.__typename === 'DispatchPayload' ? { record: item.record } : { refused: item.code },
      );
      return false;
    });
    if (left.length > 0) await sleep(PAUSE_MS);
  }
}

/** The answers to a chunk in its order; `undefined` when it is to be sent again. */
async function ask(
  client: OriginatorClient,
  items: readonly DispatchItemInput[],
  { repeat }: LoadOptions,
): Promise<readonly Item[] | undefined> {
  try {
    const answer = await client.dispatchBatch({ items });
    if (answer.__typename === 'DispatchBatchPayload') return answer.items;
    if (answer.__typename === 'RateLimited') return undefined;
    throw new Error(`A batch was refused: ${answer.message}`);
  } catch (error) {
    if (error instanceof OriginatorError && repeat(error)) return undefined;
    throw error;
  }
}

function chunked<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
