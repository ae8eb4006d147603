import type { OperationContext } from '../log/operation.ts';
import type { Executor } from './executor.ts';
import { type PipelinePlugin, prepareIn } from './pipeline-plugin.ts';

/** Executes by our own executor, which knows rights, budgets and what is under way. */
export function useExecutor<C extends OperationContext>(executor: Executor<C>): PipelinePlugin {
  return {
    onExecute({ setExecuteFn, context }) {
      const { operation } = context;
      setExecuteFn(({ document }) => executor.execute(prepareIn(document, operation), operation));
    },
    onSubscribe({ setSubscribeFn, context }) {
      const { operation } = context;
      setSubscribeFn(({ document }) => executor.subscribe(prepareIn(document, operation), operation));
    },
  };
}
