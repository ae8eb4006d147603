import type { PipelinePlugin } from './pipeline.ts';

/** The parameters have been read and checked by whoever has taken the request in. */
export function useReadParameters(): PipelinePlugin {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      const { query, operationName, variables } = serverContext.operation.request;
      setRequestParser(() => ({
        query,
        variables: { ...variables },
        ...(operationName === null ? {} : { operationName }),
      }));
    },
  };
}
