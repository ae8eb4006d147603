import type { PipelinePlugin } from './pipeline-plugin.ts';

/** The parameters have been read and checked when the request was received. */
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
