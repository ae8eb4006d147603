import { readProcessConfig } from '../config.ts';
import { UnfitCheckpointError } from '../ledger/epoch.ts';
import { startFailureSentence } from '../start-failure.ts';
import { auditEpoch } from './audit-epoch-command.ts';

try {
  process.exitCode = await auditEpoch(process.argv.slice(2), readProcessConfig, {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  });
} catch (error) {
  const isTold = error instanceof UnfitCheckpointError;
  process.stderr.write(`${isTold ? error.message : startFailureSentence(error)}\n`);
  process.exitCode = 1;
}
