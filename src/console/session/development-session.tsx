import { useState, useSyncExternalStore } from 'react';
import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Select } from '../ui/form/select.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { type Choice, createDevelopmentTokens } from './development-tokens.ts';
import styles from './session.module.css';
import type { Session } from './session.ts';
import type { DevelopmentRole } from './settings.ts';
import { StepUpNotice } from './step-up-notice.tsx';

type Tokens = ReturnType<typeof createDevelopmentTokens>;

/** A session of development: a switch of role and tenant, for which the server gives tokens. */
export function createDevelopmentSession(roles: readonly DevelopmentRole[]): Session {
  const tokens = createDevelopmentTokens(roles);
  tokens.begin();
  return {
    state: tokens.state,
    subscribe: tokens.subscribe,
    token: tokens.token,
    stepUp: tokens.wishes.ask,
    Control: () => (
      <>
        <Switch roles={roles} tokens={tokens} />
        <Wish tokens={tokens} />
      </>
    ),
    SignIn: () => <Refused tokens={tokens} />,
  };
}

function Switch({ roles, tokens }: { readonly roles: readonly DevelopmentRole[]; readonly tokens: Tokens }) {
  const [{ role, tenant }, setChoice] = useState(tokens.choice);
  const choose = (next: Choice) => {
    setChoice(next);
    const now = tokens.choice();
    if (next.role !== now.role || next.tenant !== now.tenant) tokens.choose(next);
  };
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
        onChange={(next) => choose({ role: next, tenant })}
      />
      {tokens.isPlatform(role) ? null : (
        <TextField
          label={sessionText.development.tenant}
          compact
          value={tenant}
          maxLength={64}
          onChange={(next) => setChoice({ role, tenant: next })}
          onBlur={() => choose({ role, tenant })}
        />
      )}
    </form>
  );
}

/** Offers a fresh token where what was asked for needs one. */
function Wish({ tokens }: { readonly tokens: Tokens }) {
  const asked = useSyncExternalStore(tokens.wishes.subscribe, tokens.wishes.state);
  return asked === null ? null : (
    <StepUpNotice
      wish={asked.wish}
      again={sessionText.stepUp.freshToken}
      onAgain={() => void tokens.authenticate()}
      onGiveUp={() => asked.settle(false)}
    />
  );
}

function Refused({ tokens }: { readonly tokens: Tokens }) {
  const now = useSyncExternalStore(tokens.subscribe, tokens.state);
  if (now.status !== 'signed-out') return null;
  return (
    <Notice tone="error" title={sessionText.development.refused}>
      {now.problem ?? ''}
    </Notice>
  );
}
