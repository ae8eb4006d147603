import { readProcessConfig } from '../config.ts';
import { auditCheck } from './audit-check-command.ts';
import { PROCESS_OUTPUT, runCommand } from './run-command.ts';

await runCommand(() => auditCheck(process.argv.slice(2), readProcessConfig, PROCESS_OUTPUT));
