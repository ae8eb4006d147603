import { sessionText } from '../text/en/session.ts';
import { createState, type SessionState, type StepUpWish } from './session.ts';
import { apiUrl, type DevelopmentRole } from './settings.ts';

/** The next token is asked for when one is this near to its end. */
const NEARLY_EXPIRED_MS = 60_000;
/** The name under which the choice outlives a reload; there is no secret in it. */
const KEPT_AS = 'signIn';
const FIRST_TENANT = 'acme';

/** The role that is chosen, and the tenant that counts unless it is one of the platform's. */
export interface Choice {
  readonly role: string;
  readonly tenant: string;
}

interface Issued {
  readonly token: string;
  readonly expiresAt: number;
}

/** The tokens that a development server gives for the role and tenant chosen last. */
export function createDevelopmentTokens(roles: readonly DevelopmentRole[]) {
  let choice = keptChoice(roles);
  let issued: Promise<Issued> | undefined;
  const { state, subscribe, change } = createState<SessionState>({ status: 'signing-in' });
  const wishes = createWishes();
  // The token that is asked for tells what was wanted last: in a development nobody authenticates.
  let authenticated: StepUpWish | null = null;
  const isPlatform = (name: string) => roles.some((role) => role.name === name && role.platform);

  async function signIn(): Promise<Issued> {
    const wanted = choice;
    const caller = isPlatform(wanted.role) ? wanted.role : `${wanted.role} of ${wanted.tenant}`;
    issued = issue(wanted, isPlatform(wanted.role), authenticated);
    try {
      const answer = await issued;
      const now = state();
      const isKnown = now.status === 'signed-in' && now.caller === caller;
      if (choice === wanted && !isKnown) change({ status: 'signed-in', caller });
      return answer;
    } catch (error) {
      if (choice === wanted)
        change({ status: 'signed-out', problem: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  return {
    state,
    subscribe,
    isPlatform,
    choice: () => choice,
    choose(next: Choice) {
      choice = next;
      authenticated = null;
      wishes.state()?.settle(false);
      sessionStorage.setItem(KEPT_AS, JSON.stringify(next));
      change({ status: 'signing-in' });
      void signIn().catch(() => undefined);
    },
    async token(): Promise<string> {
      const known = await issued?.catch(() => undefined);
      if (known !== undefined && known.expiresAt - Date.now() >= NEARLY_EXPIRED_MS) return known.token;
      return (await signIn()).token;
    },
    wishes,
    /** Gets a token that tells that the person has authenticated as was wanted. */
    async authenticate() {
      const asked = wishes.state();
      authenticated = asked?.wish ?? null;
      await signIn().then(
        () => asked?.settle(true),
        () => asked?.settle(false),
      );
    },
    begin: () => void signIn().catch(() => undefined),
  };
}

/** The authentication that a request waits for; the state is null while none does. */
function createWishes() {
  const { state, subscribe, change } = createState<{
    readonly wish: StepUpWish;
    readonly settle: (done: boolean) => void;
  } | null>(null);
  const ask = (wish: StepUpWish) =>
    new Promise<void>((resolve, reject) => {
      change({
        wish,
        settle(done) {
          change(null);
          if (done) resolve();
          else reject(new Error(sessionText.stepUp.givenUp));
        },
      });
    });
  return { state, subscribe, ask };
}

async function issue(
  { role, tenant }: Choice,
  platform: boolean,
  authenticated: StepUpWish | null,
): Promise<Issued> {
  const wanted = new URLSearchParams({ role });
  for (const method of authenticated?.methods ?? []) wanted.append('amr', method);
  const [level] = authenticated?.acrValues ?? [];
  if (level !== undefined) wanted.set('acr', level);
  if (!platform) wanted.set('tenant', tenant.trim());
  const response = await fetch(`${apiUrl('development/token')}?${wanted}`, { method: 'POST' });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.errors[0].message);
  return { token: answer.token, expiresAt: Date.parse(answer.expiresAt) };
}

function keptChoice(roles: readonly DevelopmentRole[]): Choice {
  const { role = '', tenant = FIRST_TENANT } = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}');
  const known = roles.some(({ name }) => name === role) ? role : (roles[0]?.name ?? '');
  return { role: known, tenant };
}
