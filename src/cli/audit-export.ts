import { readDevelopmentConfig } from '../config.ts';
import { auditExport } from './audit-export-command.ts';
import { PROCESS_OUTPUT, runCommand } from './run-command.ts';

await runCommand(() => auditExport(process.argv.slice(2), readDevelopmentConfig, PROCESS_OUTPUT));
