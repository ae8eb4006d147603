import { useLocation, useSearchParams } from 'wouter';
import { useCaller, useTenant } from '../../caller/caller.tsx';
import { pathOf } from '../../caller/paths.ts';
import type { AccessScope } from '../../generated/graphql.ts';
import { dispatchesText } from '../../text/en/dispatches.ts';
import { PageHeading } from '../../ui/layout/page-heading.tsx';
import { type TabItem, Tabs } from '../../ui/layout/tabs.tsx';
import { ComposeView } from './compose/compose-view.tsx';
import { RecordPage } from './record/record-page.tsx';
import { RecordsView } from './records/records-view.tsx';

type View = 'records' | 'preview' | 'send';

const text = dispatchesText.views;

/** The records, one of them explained, the preview, and the form that sends. */
export function DispatchesPage() {
  const { tenantId } = useTenant();
  const [path, navigate] = useLocation();
  const [search] = useSearchParams();
  const { may } = useCaller();
  const here = pathOf('dispatches', tenantId);
  const record = recordIn(path, here);
  if (record !== null) return <RecordPage key={record} id={record} />;
  const views = viewsOf(may);
  const wanted = search.get('view');
  const selected = views.find(({ id }) => id === wanted)?.id ?? views[0]?.id;
  return (
    <>
      <PageHeading lead={dispatchesText.lead}>{dispatchesText.title}</PageHeading>
      {selected === undefined ? null : (
        <Tabs
          label={text.label}
          items={views}
          selected={selected}
          onChange={(view) => navigate(view === views[0]?.id ? here : `${here}?view=${view}`)}
        />
      )}
    </>
  );
}

/** The id of the record that the address names below the page; null where it names none. */
function recordIn(path: string, page: string): string | null {
  const rest = path.startsWith(`${page}/`) ? path.slice(page.length + 1) : '';
  return rest === '' ? null : decodeURIComponent(rest);
}

function viewsOf(may: (scope: AccessScope) => boolean): readonly TabItem<View>[] {
  const views: TabItem<View>[] = [];
  if (may('RECORDS_READ') || may('RECORDS_READ_OWN'))
    views.push({ id: 'records', title: text.records, content: <RecordsView /> });
  if (may('DISPATCH')) views.push({ id: 'send', title: text.send, content: <ComposeView /> });
  else if (may('PREVIEW')) views.push({ id: 'preview', title: text.preview, content: <ComposeView /> });
  return views;
}
