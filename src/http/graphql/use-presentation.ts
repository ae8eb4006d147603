import { getSSEProcessor, isAsyncIterable, processRegularResult } from 'graphql-yoga';
import type { OperationContext } from '../log/operation.ts';
import { withoutHttp } from '../request/presentation.ts';
import type { Executor } from './executor.ts';
import type { PipelinePlugin } from './pipeline-plugin.ts';

/** Makes results presentable, and has them sent as their client accepts them. */
export function usePresentation<C extends OperationContext>(executor: Executor<C>): PipelinePlugin {
  const sse = getSSEProcessor();
  return {
    onResultProcess({ result, setResult, setResultProcessor, serverContext }) {
      const { operation, reply } = serverContext;
      const json = reply?.json ?? 'application/graphql-response+json';
      if (isAsyncIterable(result)) {
        setResultProcessor(sse, 'text/event-stream');
        return;
      }
      if (Array.isArray(result)) {
        return;
      }
      const presented = executor.told(result, operation);
      if (reply?.streamPreferred === true) {
        // Also a refusal is an event to a client that reads events: from another status it learns no code.
        setResult(withoutHttp(presented));
        setResultProcessor(sse, 'text/event-stream');
      } else {
        setResult(presented);
        setResultProcessor(processRegularResult, json);
      }
    },
  };
}
