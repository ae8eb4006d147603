import { readProcessConfig } from '../config.ts';
import { auditExport } from './audit-export-command.ts';

process.exitCode = await auditExport(process.argv.slice(2), readProcessConfig, {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
