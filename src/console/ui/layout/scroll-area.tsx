import type { ReactNode } from 'react';

/** A named region that scrolls by itself, by keyboard too: what scrolls has to be reached by it. */
export function ScrollArea(props: {
  readonly label: string;
  readonly className?: string;
  readonly lang?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={props.className} lang={props.lang} aria-label={props.label} tabIndex={0}>
      {props.children}
    </section>
  );
}
