import { type FieldNode, type GraphQLResolveInfo, getArgumentValues, isObjectType, Kind } from 'graphql';
import type { ReadAlong } from '../../../configuration/version-store.ts';
import type { Principal } from '../../../kernel/access.ts';
import { NUMBER_FILTERS } from '../../../kernel/vocabulary/organization-number.ts';
import type { NumberPage } from '../../../numbers/number-store.ts';
import { CONTRACT_LIMITS } from '../../plugins/contract-limits.ts';

/**
 * The objects that a selection needs with the live configuration; `undefined` where that is nothing. It need not be right:
 * what it leaves out is read when it is asked for, and what it names in vain is read and not used.
 */
export function readAlongWith(info: GraphQLResolveInfo, { scopes }: Principal): ReadAlong | undefined {
  const { consent: isAsked, numbers } = selectedIn(info);
  const consent = isAsked && scopes.has('consents:read');
  return consent || numbers !== null ? { consent, numbers } : undefined;
}

/** By the only field that asks for the configuration; those of a document that is kept are the same each time. */
const known = new WeakMap<FieldNode, ReadAlong>();

function selectedIn(info: GraphQLResolveInfo): ReadAlong {
  const [node, ...others] = info.fieldNodes;
  const found = node && known.get(node);
  if (found !== undefined && others.length === 0) return found;
  const selected = {
    consent: fieldsBelow(info.fieldNodes, 'consent', info).length > 0,
    numbers: numberPage(info),
  };
  const isFixed = (info.operation.variableDefinitions ?? []).length === 0;
  if (node !== undefined && others.length === 0 && isFixed) known.set(node, selected);
  return selected;
}

/** The first page of numbers, where one is asked for and no other. */
function numberPage(info: GraphQLResolveInfo): NumberPage | null {
  const accounts = fieldsBelow(info.fieldNodes, 'account', info);
  const [node, ...others] = fieldsBelow(accounts, 'organizationNumbers', info);
  const type = info.schema.getType('TwilioAccount');
  const field = isObjectType(type) ? type.getFields()['organizationNumbers'] : undefined;
  if (node === undefined || field === undefined || others.length > 0) return null;
  const { filter, first, after } = getArgumentValues(field, node, info.variableValues);
  const known = NUMBER_FILTERS.find((one) => one === filter);
  const isPage = typeof first === 'number' && first >= 1 && first <= CONTRACT_LIMITS.pageSize;
  if (known === undefined || !isPage || (after ?? null) !== null) return null;
  return { filter: known, after: '', limit: first + 1 };
}

/** The fields of a name directly below others, fragments put in place. */
function fieldsBelow(
  nodes: readonly FieldNode[],
  name: string,
  { fragments }: GraphQLResolveInfo,
): readonly FieldNode[] {
  const found: FieldNode[] = [];
  const rest = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  for (let set = rest.pop(); set !== undefined; set = rest.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === name) found.push(selection);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (fragment !== undefined) rest.push(fragment.selectionSet);
    }
  }
  return found;
}
