import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { COUNTED_ERRORS } from './limits.ts';

// What that rule says without printing the literal that it is about.
const WITHOUT_LITERAL = /^(Field "|OneOf Input Object "|Expected value of type "[^"]*", found null\.$)/;

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
  if (WITHOUT_LITERAL.test(error.message) || typeof error.extensions['code'] === 'string') {
    return error;
  }
  const type = context.getInputType();
  const named = type ? getNamedType(type).name : 'the type that is wanted here';
  return new GraphQLError(`Expected a value of type "${named}".`, { nodes: error.nodes ?? null });
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
