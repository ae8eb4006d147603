import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Operation } from '../log/operation.ts';
import type { JsonType } from '../request/accept.ts';
import { type PreparedOperation, preparedOperation } from './document/prepared-operation.ts';

/** The form of the response that an HTTP request accepts. */
export interface Reply {
  readonly json: JsonType;
  readonly streamPreferred: boolean;
}

/** The context of the pipeline: the operation, and how it is answered. */
export interface PipelineContext {
  readonly operation: Operation;
  readonly reply?: Reply;
}

export type PipelinePlugin = Plugin<PipelineContext, PipelineContext>;

/** The operation of a document that is asked for, of which the log is told. Throws where there is none such. */
export function prepareIn(document: DocumentNode, operation: Operation): PreparedOperation {
  const prepared = preparedOperation(document, operation.request.operationName);
  operation.kind = prepared.definition.operation;
  operation.name = prepared.definition.name?.value ?? null;
  return prepared;
}
