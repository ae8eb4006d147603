import { LRUCache } from 'lru-cache';
import type { Limits } from '../limits/limits.ts';
import { refusal } from '../limits/refusal.ts';
import {
  documentIdOf,
  type OtherDocuments,
  type RegisteredDocuments,
} from './document/registered-documents.ts';
import type { PipelinePlugin } from './pipeline-plugin.ts';

/** Notes or refuses documents that are not registered, whichever way they came. A registered one may also be sent in full. */
export function useRegisteredDocuments(
  documents: RegisteredDocuments,
  others: OtherDocuments,
  { cachedDocuments }: Pick<Limits, 'cachedDocuments'>,
): PipelinePlugin {
  if (others === 'open') return {};
  const registered = new Set(documents.values());
  const noted = new LRUCache<string, true>({ max: cachedDocuments });
  return {
    onParse({ params: { source }, context: { operation } }) {
      const text = typeof source === 'string' ? source : source.body;
      if (registered.has(text)) return undefined;
      if (others === 'registered-only') {
        throw refusal(
          'FORBIDDEN',
          'This server executes registered documents only: send the "documentId" of one of schema/documents.json.',
          { status: 403 },
        );
      }
      return ({ result }) => {
        if (result === null || result instanceof Error) return;
        const documentId = documentIdOf(text);
        if (noted.has(documentId)) return;
        noted.set(documentId, true);
        operation.info.log.info(
          { documentId, operation: operation.name },
          'a document that is not registered',
        );
      };
    },
  };
}
