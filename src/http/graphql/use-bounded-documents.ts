import { type DocumentNode, GraphQLError, type Source } from 'graphql';
import type { Limits } from '../limits/limits.ts';
import { limitExceeded } from '../limits/refusal.ts';
import { checkDocument } from './document/document-limits.ts';
import { parseWithin } from './document/parsing.ts';
import { type PipelinePlugin, prepareIn } from './pipeline-plugin.ts';

/** Bounds documents before and after they are parsed, and knows the operation that is asked for. */
export function useBoundedDocuments(limits: Limits): PipelinePlugin {
  // A document out of the cache has been checked before.
  const checked = new WeakSet<DocumentNode>();
  return {
    onParse({ params, setParseFn }) {
      if (textOf(params.source).length > limits.documentCharacters) {
        throw limitExceeded('documentCharacters', limits.documentCharacters, 'The document is too long');
      }
      setParseFn((source) => parseWithin(textOf(source), limits));
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

function textOf(source: string | Source): string {
  return typeof source === 'string' ? source : source.body;
}
