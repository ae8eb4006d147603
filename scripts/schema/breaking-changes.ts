import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';

/** What a client of the contract `before` could trip over in the contract `after`, each in a sentence. */
export function breakingChanges(before: GraphQLSchema, after: GraphQLSchema): readonly string[] {
  return findBreakingChanges(before, after).map(({ type, description }) => `${description} (${type})`);
}

/** The contract as it was released, as it is now, and the list of changes that were accepted since: each as its file's text. */
export interface ContractTexts {
  readonly released: string;
  readonly present: string;
  readonly accepted: string;
}

/** How the present contract stands to the released one. */
export interface ContractComparison {
  /** Changes that break a client and that nobody accepted. */
  readonly unaccepted: readonly string[];
  /** Accepted changes that are no longer there. */
  readonly stale: readonly string[];
}

/** Compares the present contract with the released one. */
export function compareContracts({ released, present, accepted }: ContractTexts): ContractComparison {
  const changes = new Set(breakingChanges(buildSchema(released), buildSchema(present)));
  const lines = accepted.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return {
    unaccepted: [...changes].filter((change) => !lines.includes(change)),
    stale: lines.filter((line) => !changes.has(line)),
  };
}

/** The list of accepted changes without those that are no longer there; new ones come at the end, below their reason. */
export function acceptAll(texts: ContractTexts, reason: string): string {
  const { unaccepted, stale } = compareContracts(texts);
  const kept = texts.accepted.split('\n').filter((line) => !stale.includes(line));
  const added = unaccepted.length === 0 ? [] : ['', `# ${reason}`, ...unaccepted];
  return `${[kept.join('\n').trimEnd(), ...added].join('\n')}\n`;
}

/** The list as a release leaves it: what it says of itself, up to the first empty line. */
export function acceptNone(accepted: string): string {
  const [heading = ''] = accepted.split('\n\n');
  return `${heading.trimEnd()}\n`;
}
