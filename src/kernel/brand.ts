declare const brand: unique symbol;

/**
 * A value of type `T` that has passed the check named `B`. Brands exist for the compiler only: at run time a
 * branded string is a plain string.
 */
export type Brand<T, B extends string> = T & { readonly [brand]: B };
