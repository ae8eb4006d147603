import { constants, setPriority } from 'node:os';
import { ABUSES } from './abuses.ts';

const [name = '', url = '', token = ''] = process.argv.slice(2);
const abuse = ABUSES[name];
if (abuse === undefined) throw new Error(`there is no abuse of ${name}`);
// It stands for clients elsewhere, whose processors are their own.
setPriority(constants.priority.PRIORITY_LOW);
abuse({ url, token });
process.stdout.write(`listening ${url} \n`);
process.once('SIGTERM', () => process.exit(0));
