import { accountText } from '../../text/en/account.ts';
import { Button } from '../../ui/form/button.tsx';
import { DefinitionList } from '../../ui/layout/definition-list.tsx';
import { Dialog } from '../../ui/layout/dialog.tsx';
import { ScrollArea } from '../../ui/layout/scroll-area.tsx';
import { Code, DateTime } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import type { Draft } from './account-state.ts';

/** The values that are shown, and returned as they were shown. */
export type Requirement = NonNullable<Draft['consentRequired']>;

/** The window of the legal consent. Escape and "Not now" leave everything as it was; declining is recorded. */
export function ConsentDialog(props: {
  readonly requirement: Requirement;
  readonly busy: boolean;
  readonly onAgree: () => void;
  readonly onDecline: () => void;
  readonly onClose: () => void;
}) {
  const { accountSid, document } = props.requirement;
  return (
    <Dialog
      title={accountText.consent.title}
      isOpen
      asks
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{accountText.consent.later}</Button>
          <Button kind="danger" onPress={props.onDecline}>
            {accountText.consent.decline}
          </Button>
          <Button kind="primary" busy={props.busy} onPress={props.onAgree}>
            {accountText.consent.agree}
          </Button>
        </>
      }
    >
      <p>{accountText.consent.for(accountSid)}</p>
      <ScrollArea className={styles.legal} lang={document.locale} label={document.title}>
        <h3>{document.title}</h3>
        {document.body.split('\n\n').map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </ScrollArea>
      <DefinitionList
        items={[
          [accountText.consent.version, `${document.version} (${document.locale})`],
          [accountText.consent.inForce, <DateTime key="since" at={document.inForceFrom} />],
          [accountText.consent.digest, <Code key="digest">{document.digest}</Code>],
        ]}
      />
    </Dialog>
  );
}
