import { auditVerify } from './audit-verification.ts';

process.exitCode = await auditVerify(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
