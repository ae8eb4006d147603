import { Suspense, useEffect, useRef } from 'react';
import { Redirect, Router, useLocation } from 'wouter';
import { type Caller, CallerProvider, TenantProvider, useCaller } from '../caller/caller.tsx';
import { pathOf, placeOf } from '../caller/paths.ts';
import { ApiProvider, isUnauthenticated } from '../data/api.tsx';
import { useRead } from '../data/read.ts';
import { Shown } from '../data/shown.tsx';
import { WhoAmIDocument } from '../generated/graphql.ts';
import type { Session } from '../session/session.ts';
import { SessionProvider, useSession } from '../session/session-context.tsx';
import { CONSOLE_PATH } from '../session/settings.ts';
import { shellText } from '../text/en/shell.ts';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { Loading } from '../ui/feedback/loading.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { PageHeading } from '../ui/layout/page-heading.tsx';
import { ConfigurationNews } from './configuration-news.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { isOpen, PAGES, type Page } from './pages.ts';
import { Shell } from './shell.tsx';
import { TenantChoice } from './tenant-choice.tsx';

/** The whole console for one session. */
export function Console({ session }: { readonly session: Session }) {
  return (
    <SessionProvider session={session}>
      <Router base={CONSOLE_PATH}>
        <SignedIn />
      </Router>
    </SessionProvider>
  );
}

function SignedIn() {
  const { session, state } = useSession();
  if (state.status === 'signed-in')
    return (
      <ApiProvider key={state.caller} session={session} caller={state.caller}>
        <KnownCaller />
      </ApiProvider>
    );
  return (
    <Shell pages={[]} current="" tenant={null}>
      {state.status === 'signing-in' ? <Loading label={shellText.signingIn} /> : <session.SignIn />}
    </Shell>
  );
}

function KnownCaller() {
  const viewer = useRead(WhoAmIDocument, {});
  if (viewer.data !== undefined) {
    const { displayName, subject, platform, scopes, tenant } = viewer.data.viewer;
    const caller: Caller = { displayName, subject, platform, scopes, tenant: tenant?.tenantId ?? null };
    return (
      <CallerProvider caller={caller}>
        <Pages />
      </CallerProvider>
    );
  }
  return (
    <Shell pages={[]} current="" tenant={null}>
      {isUnauthenticated(viewer.error) ? (
        <>
          <PageHeading>{shellText.unaccepted.title}</PageHeading>
          <Notice tone="error" title={viewer.error.message}>
            {shellText.unaccepted.advice}
          </Notice>
        </>
      ) : (
        <Shown of={viewer}>{() => null}</Shown>
      )}
    </Shell>
  );
}

function Pages() {
  const { scopes, tenant: own } = useCaller();
  const [path] = useLocation();
  const { tenant, page: name } = placeOf(path);
  const open = PAGES.filter((page) => isOpen(page, scopes));
  const page = PAGES.find((one) => one.path === name);
  const about = own ?? tenant;
  useTitleAndFocus(page?.title ?? shellText.product, `${tenant ?? ''}/${name}`);
  if (name === '' && open[0] !== undefined)
    return <Redirect to={pathOf(open[0].path, open[0].about === 'tenant' ? tenant : null)} replace />;
  if (open.length === 0)
    return (
      <Shell pages={[]} current="" tenant={null}>
        <PageHeading>{shellText.powerless.title}</PageHeading>
        <EmptyState title={shellText.powerless.advice} />
      </Shell>
    );
  return (
    <Shell pages={open} current={name} tenant={tenant}>
      {about === null || page?.about === 'platform' ? null : (
        <TenantProvider tenant={about}>
          <ConfigurationNews key={about} />
        </TenantProvider>
      )}
      <ErrorBoundary key={path}>
        <Suspense fallback={<Loading />}>
          <PageContent page={page} tenant={tenant} />
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}

function PageContent({ page, tenant }: { readonly page: Page | undefined; readonly tenant: string | null }) {
  const caller = useCaller();
  if (page === undefined)
    return (
      <>
        <PageHeading>{shellText.nothing.title}</PageHeading>
        <EmptyState title={shellText.nothing.advice} />
      </>
    );
  if (!isOpen(page, caller.scopes))
    return (
      <>
        <PageHeading>{page.title}</PageHeading>
        <EmptyState title={shellText.forbidden.title}>
          {shellText.forbidden.advice(page.scopes.map((scope) => shellText.scopes[scope]).join(', '))}
        </EmptyState>
      </>
    );
  if (page.about === 'platform') return <page.Content />;
  const name = caller.tenant ?? tenant;
  if (name === null) return <TenantChoice page={page.path} />;
  return (
    <TenantProvider tenant={name}>
      <page.Content key={name} />
    </TenantProvider>
  );
}

/** Names the page in the title; after navigation, the focus goes to its heading, or to the content until that is there. */
function useTitleAndFocus(title: string, place: string) {
  const shown = useRef(place);
  useEffect(() => {
    document.title = title === shellText.product ? title : shellText.titleOf(title);
    if (shown.current === place) return;
    shown.current = place;
    const content = document.querySelector<HTMLElement>('#content');
    (content?.querySelector<HTMLElement>('h1') ?? content)?.focus();
  }, [title, place]);
}
