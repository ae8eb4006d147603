import { readDevelopmentConfig } from '../app/config.ts';
import { auditExport } from './audit-export-command.ts';
import { runCommand } from './run-command.ts';

await runCommand((argv, out) => auditExport(argv, readDevelopmentConfig, out));
