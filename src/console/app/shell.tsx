import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { pathOf } from '../caller/paths.ts';
import { useSession } from '../session/session-context.tsx';
import { shellText } from '../text/en/shell.ts';
import { classes } from '../ui/classes.ts';
import styles from './app.module.css';
import { AppearanceChoice } from './appearance.tsx';
import type { Page } from './pages.ts';

/** The frame of every page: product, navigation, who is signed in, and the place of the page. */
export function Shell(props: {
  readonly pages: readonly Page[];
  readonly current: string;
  /** The tenant that the address names, for roles of the platform. */
  readonly tenant: string | null;
  readonly children: ReactNode;
}) {
  const { Control, Notices } = useSession().session;
  const { pages, current, tenant, children } = props;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {shellText.skip}
      </a>
      <header className={styles.header}>
        <span className={styles.product}>{shellText.product}</span>
        <nav aria-label={shellText.navigation} className={styles.navigation}>
          <ul>
            {pages.map(({ path, title, about }) => (
              <li key={path}>
                <Link
                  href={pathOf(path, about === 'tenant' ? tenant : null)}
                  className={classes(styles.link, path === current && styles.current)}
                  aria-current={path === current ? 'page' : undefined}
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.caller}>
          <Control />
          <AppearanceChoice />
        </div>
      </header>
      {Notices === undefined ? null : (
        <div className={styles.notices}>
          <Notices />
        </div>
      )}
      {tenant === null ? null : (
        <p className={styles.tenant}>
          {shellText.tenant.of(tenant)} <Link href={pathOf(current, null)}>{shellText.tenant.change}</Link>
        </p>
      )}
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}
