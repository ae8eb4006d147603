import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './layout.module.css';

/** A window above the page. Escape closes it, and the focus goes back to where it was. */
export function Dialog(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  /** Set where a person has to answer; it is closed by its buttons and by Escape, and not by a click beside it. */
  readonly asks?: boolean;
}) {
  return (
    <ModalOverlay
      className={styles.underlay}
      isOpen={props.isOpen}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      isDismissable={props.asks !== true}
    >
      <Modal className={styles.modal}>
        <AriaDialog className={styles.dialog} role={props.asks === true ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2} className={styles.dialogTitle}>
            {props.title}
          </Heading>
          {props.children}
          <div className={styles.dialogActions}>{props.actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
