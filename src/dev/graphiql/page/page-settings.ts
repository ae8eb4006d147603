/** A role that a development can give, and whether it is one of the platform's. */
export interface Role {
  readonly name: string;
  readonly platform: boolean;
}

/** The roles that the page can sign itself in as, and the tenant until another one is named. */
export interface SignInSettings {
  readonly roles: readonly Role[];
  readonly firstTenant: string;
}

/** The settings that the server writes into the page. */
interface Settings {
  /** Null where a token is to be written under "Headers". */
  readonly signIn: SignInSettings | null;
  readonly firstQuery: string;
}

export function readSettings(): Settings {
  return JSON.parse(
    document.querySelector('#settings')?.textContent ?? '{ "signIn": null, "firstQuery": "" }',
  );
}
