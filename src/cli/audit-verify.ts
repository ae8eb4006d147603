import { auditVerify } from './audit-verification.ts';
import { PROCESS_OUTPUT } from './run-command.ts';

process.exitCode = await auditVerify(process.argv.slice(2), PROCESS_OUTPUT);
