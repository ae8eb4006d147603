import { useSyncExternalStore } from 'react';
import { sessionText } from '../text/en/session.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Button } from '../ui/form/button.tsx';
import { PageHeading } from '../ui/layout/page-heading.tsx';
import { Stack } from '../ui/layout/section.tsx';
import { OpenIdTokens, type SignInView } from './openid-tokens.ts';
import styles from './session.module.css';
import type { Session } from './session.ts';
import type { OpenIdSettings } from './settings.ts';
import { StepUpNotice } from './step-up-notice.tsx';

const TEXT = sessionText.openid;

/** The session of people who sign in at an issuer. */
export function createOpenIdSession(settings: OpenIdSettings): Session {
  const load = async () => new (await import('./code-flow.ts')).CodeFlow(settings);
  let loaded: ReturnType<typeof load> | undefined;
  const tokens = new OpenIdTokens(() => {
    loaded ??= load();
    return loaded;
  });
  return {
    state: tokens.session.state,
    subscribe: tokens.session.subscribe,
    token: () => tokens.token(),
    stepUp: (wanted) => tokens.stepUp(wanted),
    Control: () => <Control tokens={tokens} />,
    Notices: () => <Notices tokens={tokens} />,
    SignIn: () => <SignIn tokens={tokens} issuer={new URL(settings.issuer).host} />,
  };
}

function useView(tokens: OpenIdTokens): SignInView {
  return useSyncExternalStore(tokens.view.subscribe, tokens.view.state);
}

function SignIn({ tokens, issuer }: { readonly tokens: OpenIdTokens; readonly issuer: string }) {
  const { waiting } = useView(tokens);
  return (
    <Stack>
      <PageHeading>{TEXT.title}</PageHeading>
      <p>{TEXT.lead(issuer)}</p>
      <Progress tokens={tokens} />
      {waiting ? null : (
        <div>
          <Button kind="primary" onPress={() => void tokens.signIn()}>
            {TEXT.signIn}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function Control({ tokens }: { readonly tokens: OpenIdTokens }) {
  const { person, ended } = useView(tokens);
  if (person === null) return null;
  return (
    <div className={styles.control}>
      <span>{person.name}</span>
      <Button kind="quiet" small onPress={() => void tokens.signOut()}>
        {TEXT.signOut}
      </Button>
      {ended ? null : (
        <Button kind="quiet" small onPress={() => void tokens.signIn(true)}>
          {TEXT.another}
        </Button>
      )}
    </div>
  );
}

/** The part below the header while somebody is signed in: that this has ended, or how the next sign-in goes. */
function Notices({ tokens }: { readonly tokens: OpenIdTokens }) {
  const { person, ended, wish, waiting, problem } = useView(tokens);
  if (person === null) return null;
  if (waiting || problem !== null) return <Progress tokens={tokens} />;
  if (wish !== null)
    return (
      <StepUpNotice
        wish={wish}
        again={sessionText.stepUp.again}
        onAgain={() => void tokens.signIn()}
        onGiveUp={() => tokens.giveUp()}
      />
    );
  if (!ended) return null;
  return (
    <Notice
      tone="warning"
      title={TEXT.ended}
      actions={
        <Button kind="primary" onPress={() => void tokens.signIn()}>
          {TEXT.again}
        </Button>
      }
    >
      {TEXT.endedAdvice}
    </Notice>
  );
}

/** Tells what the person has to do in the other window, or why nothing came of it. */
function Progress({ tokens }: { readonly tokens: OpenIdTokens }) {
  const { person, waiting, problem } = useView(tokens);
  if (waiting)
    return (
      <Notice
        tone="info"
        title={TEXT.waiting}
        actions={
          <>
            <Button onPress={() => void tokens.signIn()}>{TEXT.once}</Button>
            <Button kind="quiet" onPress={() => tokens.cancel()}>
              {TEXT.cancel}
            </Button>
          </>
        }
      >
        {TEXT.waitingFor}
      </Notice>
    );
  if (problem === null) return null;
  const { title, advice } = sessionText.problems[problem.problem];
  return (
    <Notice
      tone="error"
      title={title}
      actions={
        person === null ? undefined : <Button onPress={() => void tokens.signIn()}>{TEXT.again}</Button>
      }
    >
      <p>{advice}</p>
      {problem.details === '' ? null : <p>{problem.details}</p>}
    </Notice>
  );
}
