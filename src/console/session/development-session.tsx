import { useState, useSyncExternalStore } from 'react';
import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Select } from '../ui/form/select.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { createSessionState, type Session } from './session.ts';
import styles from './session.module.css';
import { apiUrl, type DevelopmentRole } from './settings.ts';

/** A token is asked for anew when it is this near to its end. */
const NEARLY_EXPIRED_MS = 60_000;
/** Where the choice outlives a reload; there is no secret in it. */
const KEPT_AS = 'signIn';
const FIRST_TENANT = 'acme';

interface Choice {
  readonly role: string;
  readonly tenant: string;
}

interface Issued {
  readonly token: string;
  readonly expiresAt: number;
}

/** A session of development: a switch of role and tenant, for which the server gives tokens. */
export function createDevelopmentSession(roles: readonly DevelopmentRole[]): Session {
  let choice = keptChoice(roles);
  let issued: Promise<Issued> | undefined;
  const { state, subscribe, change } = createSessionState({ status: 'signing-in' });
  const isPlatform = (name: string) => roles.some((role) => role.name === name && role.platform);

  async function signIn(): Promise<Issued> {
    const wanted = choice;
    const mine = issue(wanted, isPlatform(wanted.role));
    issued = mine;
    try {
      const answer = await mine;
      const caller = isPlatform(wanted.role) ? wanted.role : `${wanted.role} ${wanted.tenant}`;
      const { status, ...now } = state();
      if (choice === wanted && !(status === 'signed-in' && 'caller' in now && now.caller === caller))
        change({ status: 'signed-in', caller });
      return answer;
    } catch (error) {
      if (choice === wanted)
        change({ status: 'signed-out', problem: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  function choose(next: Choice) {
    choice = next;
    sessionStorage.setItem(KEPT_AS, JSON.stringify(next));
    change({ status: 'signing-in' });
    void signIn().catch(() => undefined);
  }

  async function token(): Promise<string> {
    const known = await issued?.catch(() => undefined);
    if (known !== undefined && known.expiresAt - Date.now() >= NEARLY_EXPIRED_MS) return known.token;
    return (await signIn()).token;
  }

  function Control() {
    const [{ role, tenant }, setChoice] = useState(choice);
    const update = (next: Choice) => {
      setChoice(next);
      if (next.role !== choice.role) choose(next);
    };
    const platform = isPlatform(role);
    return (
      <form
        className={styles.control}
        onSubmit={(event) => {
          event.preventDefault();
          choose({ role, tenant });
        }}
      >
        <Select
          label={sessionText.development.role}
          compact
          options={roles.map(({ name }) => ({ id: name, label: name }))}
          value={role}
          onChange={(next) => update({ role: next, tenant })}
        />
        {platform ? null : (
          <TextField
            label={sessionText.development.tenant}
            compact
            value={tenant}
            maxLength={64}
            onChange={(next) => update({ role, tenant: next })}
            onBlur={() => {
              if (tenant !== choice.tenant) choose({ role, tenant });
            }}
          />
        )}
      </form>
    );
  }

  function SignIn() {
    const now = useSyncExternalStore(subscribe, state);
    if (now.status !== 'signed-out') return null;
    return (
      <Notice tone="error" title={sessionText.development.refused}>
        {now.problem ?? ''}
      </Notice>
    );
  }

  void signIn().catch(() => undefined);
  return { state, subscribe, token, Control, SignIn };
}

async function issue({ role, tenant }: Choice, platform: boolean): Promise<Issued> {
  const wanted = new URLSearchParams({ role });
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
