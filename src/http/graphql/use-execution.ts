import type { OperationContext } from '../log/operation.ts';
import type { Execution } from './execution.ts';
import { type PipelinePlugin, prepareIn } from './pipeline.ts';

/** Executes by our own execution, which knows rights, budgets and what is under way. */
export function useExecution<C extends OperationContext>(execution: Execution<C>): PipelinePlugin {
  return {
    onExecute({ setExecuteFn, context }) {
      const { operation } = context;
      setExecuteFn(({ document }) => execution.execute(prepareIn(document, operation), operation));
    },
    onSubscribe({ setSubscribeFn, context }) {
      const { operation } = context;
      setSubscribeFn(({ document }) => execution.subscribe(prepareIn(document, operation), operation));
    },
  };
}
