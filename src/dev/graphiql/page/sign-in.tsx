import { useEffect, useState } from 'react';
import type { SignInSettings } from './page-settings.ts';
import type { Choice, Tokens } from './tokens.ts';

/** The role and tenant of the page, and whether the server gives a token for them. */
export function SignIn({ settings, tokens }: { readonly settings: SignInSettings; readonly tokens: Tokens }) {
  const [{ role, tenant }, setChoice] = useState(tokens.choice);
  const told = useSignedIn(tokens, { role, tenant });
  const choose = (next: Choice) => {
    tokens.choose(next);
    setChoice(next);
  };
  return (
    <form className="sign-in" onSubmit={(event) => event.preventDefault()}>
      <label>
        Role{' '}
        <select value={role} onChange={({ target }) => choose({ role: target.value, tenant })}>
          {settings.roles.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        Tenant{' '}
        <input
          defaultValue={tenant}
          maxLength={64}
          spellCheck={false}
          disabled={tokens.isPlatform(role)}
          onBlur={({ target }) => choose({ role, tenant: target.value })}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') choose({ role, tenant: currentTarget.value });
          }}
        />
      </label>
      <output data-failed={told.failed || undefined}>{told.text}</output>
    </form>
  );
}

/** Signs in as the choice at once, and says how that went. */
function useSignedIn(tokens: Tokens, { role, tenant }: Choice) {
  const [told, setTold] = useState({ text: '', failed: false });
  useEffect(() => {
    let isCurrent = true;
    const tell = (text: string, failed = false) => {
      if (isCurrent) setTold({ text, failed });
    };
    const of = tokens.isPlatform(role) ? '' : ` of ${tenant.trim()}`;
    tokens.token().then(
      () => tell(`Signed in as ${role}${of}.`),
      (error) => tell(error instanceof Error ? error.message : String(error), true),
    );
    return () => {
      isCurrent = false;
    };
  }, [tokens, role, tenant]);
  return told;
}
