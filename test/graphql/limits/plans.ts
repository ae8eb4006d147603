import { type Client, escapeLiteral } from 'pg';
import type { SentStatement } from '../../support/services.ts';

/** A step of a plan that was carried out. */
export interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Plan[];
}

const PLANS = ['force_custom_plan', 'force_generic_plan'];

/** Carries the statement out again: by a plan for its values, and by one for all where it has a name. */
export async function inPlansOf(
  admin: Client,
  { name, text, values }: SentStatement,
): Promise<readonly Plan[]> {
  await admin.query(`deallocate all; prepare asked as ${text}`);
  const asked = values.map(literal).join(', ');
  const plans: Plan[] = [];
  for (const mode of name === undefined ? ['force_custom_plan'] : PLANS) {
    await admin.query(`set plan_cache_mode = ${mode}`);
    const { rows } = await admin.query(`explain (analyze, buffers, format json) execute asked(${asked})`);
    plans.push(rows[0]?.['QUERY PLAN'][0].Plan);
  }
  return plans;
}

/** The rows that tables and indexes gave to the steps of a plan, wanted or not. */
export function rowsRead(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, part) => sum + rowsRead(part), 0);
  if (!/Seq Scan|Index|Heap/.test(plan['Node Type'])) return below;
  const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Index Recheck': rechecked = 0 } = plan;
  return below + (plan['Actual Rows'] + filtered + rechecked) * plan['Actual Loops'];
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return escapeLiteral(`{${value.join(',')}}`);
  if (Buffer.isBuffer(value)) return escapeLiteral(`\\x${value.toString('hex')}`);
  return escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}
