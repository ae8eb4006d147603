declare const brand: unique symbol;

/**
 * A value of type `T` that has passed the check named `B`. Brands exist for the compiler only: at run time a
 * branded string is a plain string.
 */
export type Brand<T, B extends string> = T & { readonly [brand]: B };

/** The tenant under which the host log is kept: the log of all logs of the host. No token can name it: `$` is no tenant character. */
export const HOST_LOG = '$log' as Brand<string, 'TenantId'>;
