import { readProcessConfig } from '../app/config.ts';
import { startFailureSentence } from '../app/start-failure.ts';
import { UnfitCheckpointError } from '../ledger/seal/epoch.ts';
import { auditEpoch } from './audit-epoch-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(
  (argv, out) => auditEpoch(argv, readProcessConfig, out),
  (error) => (error instanceof UnfitCheckpointError ? error.message : startFailureSentence(error)),
);
