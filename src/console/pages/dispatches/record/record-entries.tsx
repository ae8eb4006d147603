import { Link } from 'wouter';
import { useTenant } from '../../../caller/caller.tsx';
import { pathOf } from '../../../caller/paths.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { DateTime } from '../../../ui/show/values.tsx';
import type { Explained } from './explained.ts';
import styles from './record.module.css';

const text = dispatchesText.record;

/** The audit entries about a dispatch, each linked to the page that shows and proves it. */
export function RecordEntries({ entries }: { readonly entries: NonNullable<Explained['auditEntries']> }) {
  const { tenantId } = useTenant();
  if (entries.edges.length === 0) return <p>{text.noEntries}</p>;
  return (
    <>
      <ol className={styles.entries}>
        {entries.edges.map(({ node: { id, kind, at, actor } }) => (
          <li key={id}>
            <Link href={`${pathOf('audit', tenantId)}?entry=${encodeURIComponent(id)}`}>{inWords(kind)}</Link>
            <DateTime at={at} />
            <span className={styles.quiet}>{actor.displayName || actor.subject}</span>
          </li>
        ))}
      </ol>
      {entries.pageInfo.hasNextPage ? <p className={styles.quiet}>{text.entriesMore}</p> : null}
    </>
  );
}

function inWords(kind: string): string {
  const words = kind.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
