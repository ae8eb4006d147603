/**
 * The description of each member of a closed list: `values: { … } satisfies Described<Channel>` compiles only
 * when every member is described, and nothing else is.
 */
export type Described<Member extends string> = Record<Member, { readonly description: string }>;
