import { useTenant } from '../../../caller/caller.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { type Channel, DispatchPreviewedDocument } from '../../../generated/graphql.ts';
import { composeText } from '../../../text/en/compose.ts';
import { classes } from '../../../ui/classes.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { DefinitionList } from '../../../ui/layout/definition-list.tsx';
import { Section } from '../../../ui/layout/section.tsx';
import { countryName } from '../record/country.ts';
import styles from './compose.module.css';
import { type StepInWords, stepsOf } from './preview-steps.ts';

const text = composeText.preview;

/** The preview of a dispatch to a number; an empty one asks for the number. */
export function Preview({ channel, to }: { readonly channel: Channel; readonly to: string }) {
  return (
    <Section title={text.title}>
      {to === '' ? <EmptyState title={text.none} /> : <PreviewOf channel={channel} to={to} />}
    </Section>
  );
}

function PreviewOf({ channel, to }: { readonly channel: Channel; readonly to: string }) {
  const { tenantId } = useTenant();
  const preview = useRead(DispatchPreviewedDocument, { tenantId, channel, to });
  return (
    <Shown of={preview}>
      {({ tenant }) => {
        const decision = tenant?.dispatchPreview;
        if (decision == null) return null;
        const steps = stepsOf(decision, channel);
        if (steps.length === 0) return <Notice tone="warning" title={text.off} />;
        return (
          <>
            <ol className={styles.steps}>
              {steps.map((step) => (
                <li key={step.title} className={classes(styles.step, !step.isSent && styles.nothing)}>
                  <Step step={step} />
                </li>
              ))}
            </ol>
            <p className={styles.quiet}>
              {text.decidedUnder(decision.configurationVersion, countryName(decision.country))}
            </p>
          </>
        );
      }}
    </Shown>
  );
}

function Step({ step }: { readonly step: StepInWords }) {
  return (
    <>
      <h3 className={styles.stepTitle}>{step.title}</h3>
      <p className={styles.sends}>{step.sends}</p>
      <DefinitionList
        items={[
          [text.payer, step.pays],
          [text.howMuch, step.howMuch],
          [text.why, step.why],
        ]}
      />
    </>
  );
}
