import { useRef, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { useCaller, useTenant } from '../caller/caller.tsx';
import { pathOf } from '../caller/paths.ts';
import { useFollow } from '../data/follow.ts';
import { useCache } from '../data/read.ts';
import {
  AccountHistoryDocument,
  AccountStateDocument,
  ConfigurationNewsDocument,
  type ConfigurationNewsSubscription,
} from '../generated/graphql.ts';
import { shellText } from '../text/en/shell.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Button } from '../ui/form/button.tsx';
import { Row } from '../ui/layout/section.tsx';

type Change = ConfigurationNewsSubscription['configurationChanged'];

const text = shellText.news;

/**
 * Follows the versions of the tenant on every page: what is shown of its configuration is read again at once, and what others have
 * saved is told. A page that nobody sees gives its connection up; when it is seen again, it begins with the live version.
 */
export function ConfigurationNews() {
  const { may, subject } = useCaller();
  const { tenantId } = useTenant();
  const cache = useCache();
  const seen = useRef<number | null>(null);
  const [news, setNews] = useState<Change | null>(null);
  const isSeen = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  useFollow(
    ConfigurationNewsDocument,
    { tenantId },
    {
      enabled: isSeen && may('CONFIGURATION_READ'),
      onEvent({ configurationChanged: change }) {
        const before = seen.current;
        seen.current = change.version;
        const shown = cache.last(AccountStateDocument, { tenantId })?.tenant?.configuration?.version;
        if (shown !== change.version) void cache.refresh(AccountStateDocument, AccountHistoryDocument);
        const isOwn = change.by?.kind === 'PERSON' && change.by.subject === subject;
        if (before !== null && before !== change.version) setNews(isOwn ? null : change);
      },
    },
  );
  return news === null ? null : <Told change={news} onDismiss={() => setNews(null)} />;
}

function Told({ change, onDismiss }: { readonly change: Change; readonly onDismiss: () => void }) {
  const { name, tenantId } = useTenant();
  const { by, kinds, version } = change;
  const kindsInWords = kinds.map((kind) => text.kinds[kind]).join(', ');
  return (
    <Notice
      tone="info"
      title={text.saved(by?.displayName || by?.subject || text.somebody, version, kindsInWords)}
      actions={
        <Row>
          <Link href={pathOf('account', tenantId === null ? null : name)}>{text.open}</Link>
          <Button small onPress={onDismiss}>
            {text.dismiss}
          </Button>
        </Row>
      }
    />
  );
}

function onVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}
