import { createValidation } from './document/validation.ts';
import type { PipelinePlugin } from './pipeline-plugin.ts';

/** Validates without repeating literals (X4). */
export function useDiscreetValidation(introspection: boolean): PipelinePlugin {
  const validation = createValidation(introspection);
  return {
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document) => [...validation(schema, document)]);
    },
  };
}
