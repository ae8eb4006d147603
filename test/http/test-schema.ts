import { GraphQLError, GraphQLScalarType } from 'graphql';
import { createSchema } from 'graphql-yoga';
import type { OperationContext, OperationUnderWay } from '../../src/http/log/operation.ts';

/** What a resolver would throw when PostgreSQL is missing. */
export class LostDatabase extends Error {}

/** Counts itself, so that tests see which operation or event had which, and whether it was closed. */
export class TestContext implements OperationContext {
  readonly number: number;
  readonly info: OperationUnderWay;
  readonly #open: Set<TestContext>;

  constructor(number: number, info: OperationUnderWay, open: Set<TestContext>) {
    this.number = number;
    this.info = info;
    this.#open = open;
    open.add(this);
  }

  async close(): Promise<void> {
    this.#open.delete(this);
  }
}

/** A source of events that the test feeds, and that remembers being told of its end. */
export class Ticks implements AsyncIterableIterator<{ ticks: { value: number } }> {
  readonly #waiting: ((step: IteratorResult<{ ticks: { value: number } }>) => void)[] = [];
  readonly #queued: IteratorResult<{ ticks: { value: number } }>[] = [];
  failure: Error | undefined;
  returned = 0;

  [Symbol.asyncIterator](): this {
    return this;
  }

  tick(value: number): void {
    this.#give({ done: false, value: { ticks: { value } } });
  }

  finish(): void {
    this.#give({ done: true, value: undefined });
  }

  #give(step: IteratorResult<{ ticks: { value: number } }>): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#queued.push(step);
    } else {
      waiting(step);
    }
  }

  next(): Promise<IteratorResult<{ ticks: { value: number } }>> {
    if (this.failure !== undefined) {
      return Promise.reject(this.failure);
    }
    const step = this.#queued.shift();
    return step === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(step);
  }

  return(): Promise<IteratorResult<{ ticks: { value: number } }>> {
    this.returned += 1;
    return Promise.resolve({ done: true, value: undefined });
  }
}

/** What the test reaches into the schema with. */
export interface SchemaControls {
  readonly sources: Ticks[];
  /** What `slow` and `slowly` wait for. */
  gate: Promise<void>;
  added: number;
  readonly echoed: unknown[];
  /** The values that were coerced to a `Secret`. */
  readonly parsed: unknown[];
}

const TYPE_DEFINITIONS = /* GraphQL */ `
  scalar Secret
  enum Colour {
    RED
    GREEN
  }
  input Order {
    token: Secret
    amounts: [Int!]
    next: Order
    colour: Colour
    note: String
  }
  interface Named {
    name: String!
  }
  type Item implements Named {
    name: String!
    children: [Item!]!
    page(first: Int, last: Int): ItemPage!
  }
  type ItemPage {
    edges: [ItemEdge!]!
  }
  type ItemEdge {
    node: Item!
  }
  type Query {
    viewer: String!
    ip: String
    echo(text: String): String
    number(value: Int!): Int
    order(input: Order!): String
    item: Item!
    items: [Item!]!
    named: [Named!]!
    page(first: Int, last: Int): ItemPage!
    fails: String
    overflows: String
    forbidden: String
    lost: String
    slow: String
    failures: [String]
  }
  type Mutation {
    add(amount: Int!): Int!
    slowly: Int!
  }
  type Tick {
    value: Int!
    context: Int!
    fails: String
  }
  type Subscription {
    ticks: Tick!
    denied: Tick!
  }
`;

function overflow(): string {
  return `${overflow()}.`;
}

const ITEM = { name: 'an item' };
const PER_LEVEL = 20;
const items = () => Array.from({ length: PER_LEVEL }, () => ITEM);

/** A schema that can do what is dangerous: cycles of lists, errors with secrets in them, sources that never end. */
export function createTestSchema(controls: SchemaControls) {
  const page = (_: unknown, { first, last }: { first?: number; last?: number }) => {
    if (Math.abs(first ?? last ?? 0) > 100) {
      throw new GraphQLError('A page has at most 100 items.', { extensions: { code: 'BAD_PAGE' } });
    }
    return { edges: Array.from({ length: Math.max(0, first ?? last ?? 0) }, () => ({ node: ITEM })) };
  };
  return createSchema<TestContext>({
    typeDefs: TYPE_DEFINITIONS,
    resolvers: {
      Secret: new GraphQLScalarType({
        name: 'Secret',
        parseValue(value) {
          controls.parsed.push(value);
          return value;
        },
      }),
      Query: {
        viewer: (_, __, context) => context.info.principal.subject,
        ip: (_, __, context) => context.info.origin.ip,
        echo: (_, { text }) => {
          controls.echoed.push(text);
          return text;
        },
        number: (_, { value }) => value,
        order: () => 'ordered',
        item: () => ITEM,
        items,
        named: items,
        page,
        fails: () => {
          throw new Error('the password is swordfish');
        },
        overflows: () => overflow(),
        forbidden: () => {
          throw new GraphQLError('You may not see this.', { extensions: { code: 'FORBIDDEN' } });
        },
        lost: () => {
          throw new LostDatabase('connection terminated');
        },
        slow: async () => {
          await controls.gate;
          return 'done';
        },
        failures: () => Array.from({ length: 25 }, () => new Error('no')),
      },
      Named: { __resolveType: () => 'Item' },
      Item: { children: items, page },
      Mutation: {
        add: (_, { amount }) => {
          controls.added += amount;
          return controls.added;
        },
        slowly: async () => {
          await controls.gate;
          controls.added += 1;
          return controls.added;
        },
      },
      Subscription: {
        ticks: {
          subscribe: () => {
            const source = new Ticks();
            controls.sources.push(source);
            return source;
          },
        },
        denied: {
          subscribe: () => {
            throw new GraphQLError('You may not watch this.', { extensions: { code: 'FORBIDDEN' } });
          },
        },
      },
      Tick: {
        context: (_, __, context) => context.number,
        fails: () => {
          throw new Error('the password is swordfish');
        },
      },
    },
  });
}
