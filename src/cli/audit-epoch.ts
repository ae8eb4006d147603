import { PROCESS_OUTPUT } from '../command-line.ts';
import { readProcessConfig } from '../config.ts';
import { UnfitCheckpointError } from '../ledger/epoch.ts';
import { startFailureSentence } from '../start-failure.ts';
import { auditEpoch } from './audit-epoch-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(
  () => auditEpoch(process.argv.slice(2), readProcessConfig, PROCESS_OUTPUT),
  (error) => (error instanceof UnfitCheckpointError ? error.message : startFailureSentence(error)),
);
