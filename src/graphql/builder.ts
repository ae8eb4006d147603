import SchemaBuilder from '@pothos/core';
import type { AccountSid } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { OperationContext } from './context.ts';
import { ACCESS } from './plugins/access-guard.ts';

/** Collects the schema's types; everything is non-null unless it says otherwise. */
export const builder = new SchemaBuilder<{
  Context: OperationContext;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    PhoneNumber: { Input: PhoneNumber; Output: PhoneNumber };
    AccountSid: { Input: AccountSid; Output: AccountSid };
    Count: { Input: number; Output: number };
    JSON: { Input: never; Output: Json };
  };
}>({
  defaultFieldNullability: false,
  plugins: [ACCESS],
  access: { principalOf: ({ principal }) => principal },
});

/** What the builder knows of the application, for generic code over it. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
