import { useFollow } from '../../data/follow.ts';
import { Failed } from '../../data/shown.tsx';
import { AccountVerificationDocument } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { classes } from '../../ui/classes.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import styles from './account.module.css';
import { isRunning, type Verification } from './account-state.ts';

const STEPS = ['PENDING', 'CHECKING_CREDENTIALS', 'LISTING_NUMBERS', 'VERIFIED'] as const;

/** Follows a verification to its end, through lost connections and the death of the server that runs it. */
export function VerificationProgress(props: {
  readonly verification: Verification;
  readonly onChange: (verification: Verification) => void;
}) {
  const { verification, onChange } = props;
  const state = useFollow(
    AccountVerificationDocument,
    { id: verification.id },
    { enabled: isRunning(verification), onEvent: (event) => onChange(event.verificationStatus) },
  );
  const reached = STEPS.map(String).indexOf(verification.status);
  return (
    <section aria-label={accountText.verification.title} className={styles.progress}>
      {verification.accountSid === null ? null : (
        <p className={styles.quiet}>{accountText.verification.of(verification.accountSid)}</p>
      )}
      <ol className={styles.steps}>
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={classes(styles.step, index < reached && styles.done, index === reached && styles.now)}
            aria-current={index === reached ? 'step' : undefined}
          >
            {accountText.verification.steps[step]}
          </li>
        ))}
      </ol>
      <p role="status" className={styles.quiet}>
        {state.status === 'interrupted'
          ? accountText.verification.reconnecting
          : accountText.verification.leave}
      </p>
      {state.status === 'failed' ? <Failed error={state.error} /> : null}
    </section>
  );
}

/** A verification that did not succeed, with what to do. */
export function VerificationFailed({ verification }: { readonly verification: Verification }) {
  if (verification.status !== 'FAILED') return null;
  return (
    <Notice tone="error" title={accountText.verification.failed}>
      <p>{verification.failure?.message}</p>
      <p>{accountText.verification.unchanged}</p>
    </Notice>
  );
}
