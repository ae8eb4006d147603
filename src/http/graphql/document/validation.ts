import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { COUNTED_ERRORS } from '../../limits/limits.ts';

/**
 * The language's rule about literals, with messages that do not repeat them: somebody who writes a secret into a
 * document instead of a variable does not want it in an answer and a client's log.
 */
function ValuesOfCorrectTypeUnprintedRule(context: ValidationContext): ReturnType<ValidationRule> {
  const discreet = new Proxy(context, {
    get(target, property) {
      if (property === 'reportError') {
        return (error: GraphQLError) => target.reportError(withoutLiteral(target, error));
      }
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return ValuesOfCorrectTypeRule(discreet);
}

function withoutLiteral(context: ValidationContext, error: GraphQLError): GraphQLError {
  const type = context.getInputType();
  const named = type ? getNamedType(type) : undefined;
  const isOurs = typeof error.extensions['code'] === 'string';
  if (isOurs || isAboutNames(named, error.nodes?.[0])) return error;
  return new GraphQLError(
    named === undefined ? 'Expected a value of another type.' : `Expected a value of type "${named.name}".`,
    {
      nodes: error.nodes ?? null,
    },
  );
}

/** True if a complaint about a node prints no more than names of fields, or that it is null. */
function isAboutNames(type: GraphQLNamedType | undefined, node: ASTNode | undefined): boolean {
  if (node?.kind === Kind.OBJECT) return isInputObjectType(type);
  return node?.kind === Kind.OBJECT_FIELD || node?.kind === Kind.NULL;
}

/** Validates documents by the rules of the language; without introspection the schema is not told by hints either. */
export function createValidation(
  introspection: boolean,
): (schema: GraphQLSchema, document: DocumentNode) => readonly GraphQLError[] {
  const rules = specifiedRules.map((rule) =>
    rule === ValuesOfCorrectTypeRule ? ValuesOfCorrectTypeUnprintedRule : rule,
  );
  const all = introspection ? rules : [...rules, NoSchemaIntrospectionCustomRule];
  return (schema, document) =>
    validate(schema, document, all, { maxErrors: COUNTED_ERRORS, hideSuggestions: !introspection });
}
