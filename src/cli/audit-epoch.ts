import { PROCESS_OUTPUT } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { startFailureSentence } from '../app/start-failure.ts';
import { UnfitCheckpointError } from '../ledger/seal/epoch.ts';
import { auditEpoch } from './audit-epoch-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(
  () => auditEpoch(process.argv.slice(2), readProcessConfig, PROCESS_OUTPUT),
  (error) => (error instanceof UnfitCheckpointError ? error.message : startFailureSentence(error)),
);
