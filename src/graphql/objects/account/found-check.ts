import type { AccountCheck } from '../../../account/account-check.ts';
import { parseUuid } from '../../../kernel/ids.ts';
import { foundBy } from '../../fields/node.ts';

/** The definition that makes checks of one kind nodes. */
export function foundCheck(kind: AccountCheck['kind']) {
  return foundBy({
    keyOf: ({ id }: AccountCheck) => id,
    parseKey: parseUuid,
    find: async (context, tenant, id) => {
      const check = await context.reads(tenant).checks.load(id);
      return check?.kind === kind ? check : null;
    },
  });
}
