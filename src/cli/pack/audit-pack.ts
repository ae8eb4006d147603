import { readDevelopmentConfig } from '../../app/config.ts';
import { runCommand } from '../run-command.ts';
import { auditPack } from './audit-pack-command.ts';

await runCommand((argv, out) => auditPack(argv, readDevelopmentConfig, out));
