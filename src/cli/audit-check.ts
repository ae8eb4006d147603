import { PROCESS_OUTPUT } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { auditCheck } from './audit-check-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(() => auditCheck(process.argv.slice(2), readProcessConfig, PROCESS_OUTPUT));
