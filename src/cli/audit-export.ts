import { readProcessConfig } from '../config.ts';
import { startFailureSentence } from '../start-failure.ts';
import { auditExport } from './audit-export-command.ts';

try {
  process.exitCode = await auditExport(process.argv.slice(2), readProcessConfig, {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  });
} catch (error) {
  process.stderr.write(`${startFailureSentence(error)}\n`);
  process.exitCode = 1;
}
