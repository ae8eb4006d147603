import { Failed, Refusal } from '../../data/shown.tsx';
import { accountText } from '../../text/en/account.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Dialog } from '../../ui/layout/dialog.tsx';
import { Row } from '../../ui/layout/section.tsx';
import styles from './account.module.css';
import type { Configuration } from './account-state.ts';
import { ConsentDialog } from './consent-dialog.tsx';
import type { useSave } from './use-save.ts';

/** The end of the page: what there is to save, what still lacks, and what became of it. */
export function SaveBar(props: {
  readonly saving: ReturnType<typeof useSave>;
  readonly live: Configuration;
  readonly isDirty: boolean;
  readonly unmet: readonly string[];
  readonly onReset: () => void;
}) {
  const { saving, live, isDirty, unmet, onReset } = props;
  return (
    <div className={styles.saveBar}>
      {saving.problem === null ? null : <Refusal problem={saving.problem} title={accountText.save.refused} />}
      {saving.error === null ? null : <Failed error={saving.error} title={accountText.save.refused} />}
      {saving.outcome === 'declined' ? <Notice tone="info" title={accountText.consent.declined} /> : null}
      {saving.outcome === 'requested' ? <Notice tone="info" title={accountText.save.requested} /> : null}
      {saving.outcome === 'saved' && !isDirty ? (
        <Notice tone="good" title={accountText.save.saved(live.version)} />
      ) : null}
      <div className={styles.saveRow}>
        <div role="status">
          {isDirty ? accountText.save.changed : saving.outcome === 'saved' ? '' : accountText.save.nothing}
          {isDirty && unmet.length > 0 ? (
            <p className={styles.quiet}>
              {accountText.save.unmet} {unmet.join(' ')}
            </p>
          ) : null}
        </div>
        <Row>
          {isDirty ? <Button onPress={onReset}>{accountText.save.reset}</Button> : null}
          <Button
            kind="primary"
            disabled={!isDirty || unmet.length > 0}
            busy={saving.isBusy}
            onPress={() => void saving.save()}
          >
            {accountText.save.save}
          </Button>
        </Row>
      </div>
      {saving.asking === null ? null : (
        <ConsentDialog
          requirement={saving.asking}
          busy={saving.isBusy}
          onAgree={() => void saving.agree()}
          onDecline={() => void saving.decline()}
          onClose={saving.close}
        />
      )}
      <RemovalDialog saving={saving} name={live.account?.name || (live.account?.sid ?? '')} />
    </div>
  );
}

function RemovalDialog({
  saving,
  name,
}: {
  readonly saving: ReturnType<typeof useSave>;
  readonly name: string;
}) {
  const texts = accountText.account.remove;
  return (
    <Dialog
      title={texts.title}
      isOpen={saving.isRemoving}
      asks
      onClose={saving.close}
      actions={
        <>
          <Button onPress={saving.close}>{texts.cancel}</Button>
          <Button kind="danger" busy={saving.isBusy} onPress={() => void saving.remove()}>
            {texts.confirm}
          </Button>
        </>
      }
    >
      <p>{texts.body(name)}</p>
    </Dialog>
  );
}
