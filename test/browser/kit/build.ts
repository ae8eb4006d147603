import { builtProgram } from '../../support/processes/built-program.ts';

/** Builds the console that the browser shows. */
export async function setup(): Promise<void> {
  await builtProgram();
}
