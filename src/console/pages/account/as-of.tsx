import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { AccountAsOfDocument, type AccountAsOfQuery } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Button } from '../../ui/form/button.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Section, Stack } from '../../ui/layout/section.tsx';
import { DateTime, PhoneNumber } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import { nameOf } from './approval/change-row.ts';
import { Summary } from './summary.tsx';

const texts = accountText.asOf;

type Past = NonNullable<NonNullable<AccountAsOfQuery['tenant']>['configuration']>;

/** The page as it was at an instant, which stands in the address. */
export function AsOf({ at, onChange }: { readonly at: string; readonly onChange: (at: string) => void }) {
  const given = Number.isNaN(Date.parse(at)) ? null : new Date(at).toISOString();
  const [typed, setTyped] = useState(localText(given === null ? new Date() : new Date(given)));
  const { tenantId } = useTenant();
  const read = useRead(AccountAsOfDocument, { tenantId, at: given ?? '' }, { enabled: given !== null });
  return (
    <Section title={accountText.tabs.asOf}>
      <form
        className={styles.tools}
        onSubmit={(event) => {
          event.preventDefault();
          const date = new Date(typed);
          if (!Number.isNaN(date.getTime())) onChange(date.toISOString());
        }}
      >
        <TextField
          label={texts.at}
          type="datetime-local"
          description={texts.atHint}
          value={typed}
          onChange={setTyped}
        />
        <Button kind="primary" type="submit">
          {texts.show}
        </Button>
      </form>
      {given === null ? null : (
        <Shown of={read}>
          {({ tenant }) =>
            tenant?.configuration ? (
              <PastConfiguration configuration={tenant.configuration} at={given} />
            ) : null
          }
        </Shown>
      )}
    </Section>
  );
}

function PastConfiguration({ configuration, at }: { readonly configuration: Past; readonly at: string }) {
  const numbers = configuration.account?.organizationNumbers;
  const shown = numbers?.edges ?? [];
  const more = (numbers?.counts.selected ?? 0) - shown.length;
  return (
    <Stack>
      <p>
        {texts.shown} <DateTime at={at} />:{' '}
        {configuration.version === 0
          ? accountText.live.none
          : `${accountText.history.version} ${configuration.version}, ${accountText.live.by(nameOf(configuration.savedBy))}`}
      </p>
      <Summary configuration={configuration} />
      {shown.length === 0 ? null : (
        <section className={styles.reason}>
          <h3>{texts.selected}</h3>
          <ul className={styles.numbers}>
            {shown.map(({ node }) => (
              <li key={node.id}>
                <PhoneNumber number={node.phoneNumber} />
              </li>
            ))}
          </ul>
          {more > 0 ? <p className={styles.quiet}>{texts.more(more)}</p> : null}
        </section>
      )}
    </Stack>
  );
}

/** The value of an input for local time, to the second. */
function localText(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
