import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { configuredPools, configuredReads } from '../src/app/configured-pools.ts';
import { readEnvironment, SETTING_NAMES, type SettingName } from '../src/app/environment.ts';

/** A variable of other programs, which is read only to find a contradiction. */
const OF_OTHERS: ReadonlySet<SettingName> = new Set(['NODE_ENV']);

const { env } = readEnvironment({});
const reads = configuredReads(env);
const pools = configuredPools(env);
/** Defaults that follow from other settings. */
const FOLLOWING: Partial<Record<SettingName, unknown>> = {
  ...{ DATABASE_POOL_SENDING: pools.sending, DATABASE_POOL_READING: pools.reading },
  ...{ DATABASE_POOL_JOBS: pools.jobs, SHARE_READS: reads },
};

interface Row {
  readonly names: readonly string[];
  /** Where as many are told as there are names, each in its place; else one for all. */
  readonly defaults: string;
}

/** The rows of the table of settings on a page. */
async function rowsOf(page: string): Promise<readonly Row[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/^\| (`[A-Z][A-Z_…]+`.*?) \| (.*?) \| .* \|$/gm)].map(
    ([, names = '', defaults = '']) => ({
      names: [...names.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => expanded(name)),
      defaults,
    }),
  );
}

function expanded(name: string): readonly string[] {
  const beginning = name.replace(/…$/, '');
  return beginning === name ? [name] : SETTING_NAMES.filter((known) => known.startsWith(beginning));
}

const UNITS: readonly (readonly [number, string])[] = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

function duration(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms % each === 0) ?? (ms < 1_000 ? [1, 'ms'] : [1_000, 's']);
  return `${ms / size} ${unit}`;
}

/** How a page tells a default; undefined for one that follows from what else is set. */
function toldDefault(name: SettingName): string | undefined {
  const value: unknown = FOLLOWING[name] ?? env[name];
  if (typeof value === 'number') return name.endsWith('_MS') ? duration(value) : `\`${value}\``;
  if (typeof value === 'string' && value !== '') return `\`${value}\``;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return `\`${Object.values(value).join('/')}\``;
}

const PAGE = 'docs/operations.md';
const ROWS = await rowsOf(PAGE);

describe('the tables of settings', () => {
  test('name every setting once, and nothing that is none', () => {
    const told = ROWS.flatMap(({ names }) => names);
    const settings = SETTING_NAMES.filter((name) => !OF_OTHERS.has(name));
    expect([...told].sort()).toEqual([...settings].sort());
  });

  test('tell the defaults that there are', () => {
    const wrong: string[] = [];
    for (const { names, defaults } of ROWS) {
      const parts = defaults.split(', ');
      for (const [index, name] of names.entries()) {
        const setting = SETTING_NAMES.find((known) => known === name);
        const expected = setting === undefined ? undefined : toldDefault(setting);
        const part = (parts.length === names.length ? parts[index] : defaults) ?? '';
        if (expected !== undefined && !part.startsWith(expected))
          wrong.push(`${name}: ${part}, and it is ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('mark what production requires', async () => {
    const text = await readFile(PAGE, 'utf8');
    const marked = [...text.matchAll(/^\| (`.*?) ● \|/gm)].flatMap(([, names = '']) =>
      names.match(/[A-Z_]{4,}/g),
    );
    const { productionProblems, SERVER_NEEDS } = await import('../src/app/production-settings.ts');
    const required = productionProblems({}, env, SERVER_NEEDS).flatMap((line) =>
      line.includes('is required') ? line.slice(0, line.indexOf(' is required')).split(' or ') : [],
    );
    expect(marked.sort()).toEqual(required.sort());
  });
});
