import { readProcessConfig } from '../app/config.ts';
import { auditCheck } from './audit-check-command.ts';
import { runCommand } from './run-command.ts';

await runCommand((argv, out) => auditCheck(argv, readProcessConfig, out));
