/**
 * What the GraphQL enum of a closed list says of each member: `values: { … } satisfies Described<Channel>` compiles only
 * when every member is described, and nothing else is.
 */
export type Described<Member extends string> = Record<Member, { readonly description: string }>;
