import { PROCESS_OUTPUT } from '../app/command-line.ts';
import { readDevelopmentConfig } from '../app/config.ts';
import { auditExport } from './audit-export-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(() => auditExport(process.argv.slice(2), readDevelopmentConfig, PROCESS_OUTPUT));
