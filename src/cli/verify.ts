import { PROCESS_OUTPUT } from '../app/command-line.ts';
import { auditVerify } from './audit-verification.ts';

process.exitCode = await auditVerify(process.argv.slice(2), PROCESS_OUTPUT, 'node verify.mjs');
