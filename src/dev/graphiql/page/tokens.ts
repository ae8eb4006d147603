import type { SignInSettings } from './page-settings.ts';

/** The next token is asked for when one is this near to its end. */
const NEARLY_EXPIRED_MS = 60_000;
/** The choice outlives a reload under this name; the token does not. */
const KEPT_AS = 'signIn';

/** The role that is chosen, and the tenant that counts unless it is one of the platform's. */
export interface Choice {
  readonly role: string;
  readonly tenant: string;
}

interface Issued {
  readonly token: string;
  readonly expiresAt: number;
}

/** The tokens of the role and tenant that were chosen last. */
export type Tokens = ReturnType<typeof createTokens>;

export function createTokens({ roles, firstTenant }: SignInSettings) {
  let choice = keptChoice(roles[0]?.name ?? '', firstTenant);
  let current: Promise<Issued> | undefined;
  const isPlatform = (role: string) => roles.some(({ name, platform }) => name === role && platform);

  async function issue({ role, tenant }: Choice): Promise<Issued> {
    const wanted = new URLSearchParams({ role });
    if (!isPlatform(role)) wanted.set('tenant', tenant.trim());
    const response = await fetch(`development/token?${wanted}`, { method: 'POST' });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.errors[0].message);
    return { token: answer.token, expiresAt: Date.parse(answer.expiresAt) };
  }

  return {
    isPlatform,
    choice: () => choice,
    choose(next: Choice) {
      choice = next;
      current = undefined;
      sessionStorage.setItem(KEPT_AS, JSON.stringify(next));
    },
    /** The token of the choice, the same until it is nearly over. */
    async token(): Promise<string> {
      const known = await current?.catch(() => undefined);
      if (known === undefined || known.expiresAt - Date.now() < NEARLY_EXPIRED_MS) current = issue(choice);
      return (await (current ?? issue(choice))).token;
    },
  };

  function keptChoice(firstRole: string, tenantBefore: string): Choice {
    const { role = '', tenant = tenantBefore } = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}');
    return { role: roles.some(({ name }) => name === role) ? role : firstRole, tenant };
  }
}
