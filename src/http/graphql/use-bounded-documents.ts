import { type DocumentNode, GraphQLError } from 'graphql';
import type { Limits } from '../limits/limits.ts';
import { checkDocument } from './document/document-limits.ts';
import { parseWithin } from './document/parsing.ts';
import { type PipelinePlugin, prepareIn } from './pipeline-plugin.ts';

/** Bounds documents before and after they are parsed, and knows the operation that is asked for. */
export function useBoundedDocuments(limits: Limits): PipelinePlugin {
  // A document out of the cache has been checked before.
  const checked = new WeakSet<DocumentNode>();
  return {
    onParse({ setParseFn }) {
      setParseFn((source) => parseWithin(typeof source === 'string' ? source : source.body, limits));
      return ({ result, context }) => {
        if (result instanceof GraphQLError && result.extensions['code'] === 'LIMIT_EXCEEDED') {
          // Yoga would take it for an error of syntax, and answer 200 to clients of old.
          throw result;
        }
        if (result === null || result instanceof Error || !('definitions' in result)) {
          return;
        }
        if (!checked.has(result)) {
          checkDocument(result, limits);
          checked.add(result);
        }
        prepareIn(result, context.operation);
      };
    },
  };
}
