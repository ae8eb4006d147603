import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { statisticsText } from '../../text/en/statistics.ts';
import { Button } from '../../ui/form/button.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { type Column, Table } from '../../ui/show/table.tsx';
import { csvOf, pictureOf } from './export.ts';
import styles from './statistics.module.css';

/** A column of the table behind a chart; `text` is what goes into a file. */
export interface FigureColumn<Item> {
  readonly id: string;
  readonly title: string;
  readonly text: (item: Item) => string;
  /** Another way to show it than as the text. */
  readonly show?: (item: Item) => ReactNode;
  readonly end?: boolean;
}

/** A part of the page: a chart, if there is one, the table behind it, and both to take along. */
export function Figure<Item>(props: {
  readonly title: string;
  readonly lead: string;
  /** The name of the files, without their ending. */
  readonly name: string;
  readonly columns: readonly FigureColumn<NoInfer<Item>>[];
  readonly items: readonly Item[];
  readonly idOf: (item: NoInfer<Item>) => string;
  /** Drawn above the table, which is folded away then. */
  readonly chart?: ReactNode;
  /** Shown in place of everything when there is nothing. */
  readonly empty?: ReactNode;
}) {
  const { title, lead, name, columns, items, idOf, chart, empty } = props;
  const drawn = useRef<HTMLDivElement>(null);
  const isDrawn = useIsDrawn(drawn);
  const table = <TableBehind title={title} columns={columns} items={items} idOf={idOf} />;
  const saveTable = () => {
    const rows = items.map((item) => columns.map(({ text }) => text(item)));
    const heads = columns.map((column) => column.title);
    saveFile(`${name}.csv`, new Blob([csvOf([heads, ...rows])], { type: 'text/csv;charset=utf-8' }));
  };
  const savePicture = () => {
    const svg = drawn.current?.querySelector('svg');
    if (svg) saveFile(`${name}.svg`, new Blob([pictureOf(svg, title)], { type: 'image/svg+xml' }));
  };
  if (empty !== undefined && empty !== null)
    return (
      <Section title={title} lead={lead}>
        {empty}
      </Section>
    );
  return (
    <Section
      title={title}
      lead={lead}
      actions={
        <>
          <Button small kind="quiet" label={statisticsText.csvOf(title)} onPress={saveTable}>
            {statisticsText.csv}
          </Button>
          {chart === undefined ? null : (
            <Button
              small
              kind="quiet"
              label={statisticsText.pictureOf(title)}
              disabled={!isDrawn}
              onPress={savePicture}
            >
              {statisticsText.picture}
            </Button>
          )}
        </>
      }
    >
      {chart === undefined ? (
        table
      ) : (
        <>
          <div ref={drawn}>{chart}</div>
          <details className={styles.behind}>
            <summary>{statisticsText.table}</summary>
            {table}
          </details>
        </>
      )}
    </Section>
  );
}

/** True once a chart is drawn in the place: drawing is loaded when it is needed, and needs the width of the page. */
function useIsDrawn(place: RefObject<HTMLElement | null>): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const look = () => setDrawn(element.querySelector('svg') !== null);
    const changes = new MutationObserver(look);
    changes.observe(element, { childList: true, subtree: true });
    look();
    return () => changes.disconnect();
  });
  return isDrawn;
}

function TableBehind<Item>(props: {
  readonly title: string;
  readonly columns: readonly FigureColumn<Item>[];
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
}) {
  const { title, columns, items, idOf } = props;
  return (
    <Table
      label={statisticsText.tableOf(title)}
      columns={columns.map(
        ({ id, title: heading, text, show, end }): Column<Item> => ({
          id,
          title: heading,
          end: end === true,
          show: show ?? text,
        }),
      )}
      items={items}
      idOf={idOf}
    />
  );
}
