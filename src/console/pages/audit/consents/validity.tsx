import { useTenant } from '../../../caller/caller.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { AuditConsentValidityDocument } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { useFilters } from '../../../ui/form/filter-bar.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Section } from '../../../ui/layout/section.tsx';
import { DateTime } from '../../../ui/show/values.tsx';
import styles from '../evidence/audit.module.css';
import { instantIn } from '../log/log-filter.ts';
import { whoOf } from '../log/who.ts';

const { validity: text, consents } = auditText;

/** The answer whether there was a valid consent for the live account, at a time that the address names. */
export function Validity() {
  const { tenantId } = useTenant();
  const filters = useFilters(['at']);
  const at = instantIn(filters.get('at')) ?? null;
  const read = useRead(AuditConsentValidityDocument, { tenantId, at });
  return (
    <Section title={text.title}>
      <div className={styles.form}>
        <TextField
          label={text.at}
          type="datetime-local"
          value={filters.get('at')}
          onChange={(value) => filters.set({ at: value })}
        />
      </div>
      <Shown of={read}>
        {({ tenant }) => {
          const found = tenant?.consentValidity ?? null;
          if (found === null) return null;
          const { valid, accountSid = null, consent = null, asOf } = found;
          return (
            <Notice tone={valid ? 'good' : 'neutral'} title={valid ? text.yes : text.no}>
              <p>{accountSid === null ? text.noAccount : text.account(accountSid)}</p>
              {consent === null ? null : (
                <p>
                  {text.by} {whoOf(consent.actor)}, <DateTime at={consent.recordedAt} />,{' '}
                  {consents.version(consent.document.version, consent.document.locale)}
                </p>
              )}
              <p>
                {text.asOf} <DateTime at={asOf} />
              </p>
            </Notice>
          );
        }}
      </Shown>
    </Section>
  );
}
