import { en } from 'zod/locales';
import * as mini from 'zod/mini';

/**
 * zod as the verifier's sources call it, made of `zod/mini`: of all that a form of zod can do, bundles have only what is
 * listed here. It stands in for `zod` in them, so a call that is missing here is one that esbuild or a test of the bundle names.
 */

mini.config(en());

type Form = mini.ZodMiniType;

/** A form with the methods that the sources chain. Descriptions are for JSON Schemas, which no verifier writes. */
function chained(form: Form): Form {
  return Object.assign(form, {
    meta: () => form,
    nullable: () => chained(mini.nullable(form)),
    optional: () => chained(mini.optional(form)),
  });
}

/** As `z.string`. */
export const string = () => stringWith(mini.string());

function stringWith(form: mini.ZodMiniString): Form {
  return Object.assign(chained(form), {
    meta: () => stringWith(form),
    startsWith: (start: string) => stringWith(form.check(mini.startsWith(start))),
    regex: (pattern: RegExp) => stringWith(form.check(mini.regex(pattern))),
    min: (least: number) => stringWith(form.check(mini.minLength(least))),
    max: (most: number) => stringWith(form.check(mini.maxLength(most))),
  });
}

/** As `z.number`. */
export const number = () => numberWith(mini.number());
/** As `z.int`. */
export const int = () => numberWith(mini.int());

function numberWith(form: mini.ZodMiniNumber<number>): Form {
  return Object.assign(chained(form), {
    min: (least: number) => numberWith(form.check(mini.gte(least))),
    positive: () => numberWith(form.check(mini.positive())),
  });
}

/** As `z.object`. */
export const object = (shape: mini.core.$ZodShape) => objectWith(mini.object(shape));
/** As `z.strictObject`. */
export const strictObject = (shape: mini.core.$ZodShape) => objectWith(mini.strictObject(shape));

function objectWith(form: mini.ZodMiniObject): Form {
  return Object.assign(chained(form), {
    meta: () => objectWith(form),
    extend: (more: mini.core.$ZodShape) => objectWith(mini.extend(form, more)),
  });
}

/** As `z.boolean`. */
export const boolean = () => chained(mini.boolean());
/** As `z.unknown`. */
export const unknown = () => chained(mini.unknown());
/** As `z.literal`. */
export const literal = (value: mini.core.util.Literal) => chained(mini.literal(value));
/** As `z.array`. */
export const array = (form: Form) => chained(mini.array(form));
/** As `z.tuple`. */
export const tuple = (forms: [Form, ...Form[]]) => chained(mini.tuple(forms));
/** As `z.record`. */
export const record = (key: mini.core.$ZodRecordKey, value: Form) => chained(mini.record(key, value));
/** As `z.union`. */
export const union = (forms: Form[]) => chained(mini.union(forms));
/** As `z.discriminatedUnion`. */
export const discriminatedUnion = (by: string, forms: [mini.core.$ZodTypeDiscriminable]) =>
  chained(mini.discriminatedUnion(by, forms));

const enumOf = (values: readonly string[]) => chained(mini.enum([...values]));
const nothing = () => chained(mini.null());

export { enumOf as enum, nothing as null };
