import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, parse, print } from 'graphql';
import { z } from 'zod';

const SCHEMA = fileURLToPath(new URL('../../../schema/', import.meta.url));

const documentsFile = z.record(z.string(), z.string());

/** The operations of the contract as their sources have them, without fragments, by the ids that the client sends. */
export function operationsById(): ReadonlyMap<string, string> {
  const sources = readdirSync(`${SCHEMA}operations`).map((name) =>
    readFileSync(`${SCHEMA}operations/${name}`, 'utf8'),
  );
  const byName = new Map(
    parse(sources.join('\n')).definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [[one.name?.value, print(one)]] : [],
    ),
  );
  const documents = documentsFile.parse(JSON.parse(readFileSync(`${SCHEMA}documents.json`, 'utf8')));
  return new Map(
    Object.entries(documents).flatMap(([id, text]) => {
      const [operation] = parse(text).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
      const source = byName.get(operation?.name?.value);
      return source === undefined ? [] : [[id, source]];
    }),
  );
}
