import { Link } from 'wouter';
import { useTenant } from '../../../caller/caller.tsx';
import { pathOf } from '../../../caller/paths.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Badge } from '../../../ui/feedback/badge.tsx';
import { DefinitionList } from '../../../ui/layout/definition-list.tsx';
import { CopyableText } from '../../../ui/show/copyable-text.tsx';
import { DateTime, Money, PhoneNumber } from '../../../ui/show/values.tsx';
import { countryName } from './country.ts';
import type { Explained } from './explained.ts';
import { billedTone, deliveryTone } from './tones.ts';

const { fields, values } = dispatchesText;

interface OfRecord {
  readonly record: Explained;
}

/** The billed account, the amount, and the source of the price. */
export function Bill({ record }: OfRecord) {
  const { billedAccount, alsoBilled, charge, channel, segments } = record;
  return (
    <DefinitionList
      items={[
        [
          fields.billed,
          <Badge key="billed" tone={billedTone(billedAccount)}>
            {dispatchTerms.billed[billedAccount]}
          </Badge>,
        ],
        alsoBilled === null
          ? null
          : [fields.alsoBilled, values.alsoBilled(dispatchTerms.accountInText[alsoBilled])],
        [
          fields.amount,
          charge === null ? (
            values.noAmount[billedAccount]
          ) : (
            <Money key="amount" amount={charge.amount} currency={charge.currency} />
          ),
        ],
        charge === null ? null : [fields.source, values.source[charge.source]],
        charge?.rateCardVersion == null ? null : [fields.rateCard, charge.rateCardVersion],
        channel === 'SMS' ? [fields.segments, values.segments(segments)] : null,
      ]}
    />
  );
}

/** The delivery after an account had accepted it. */
export function Delivery({ record }: OfRecord) {
  const { delivery, deliveryCode, deliveryError, changedAt } = record;
  return (
    <DefinitionList
      items={[
        [
          fields.status,
          <Badge key="status" tone={deliveryTone(delivery)}>
            {dispatchTerms.delivery[delivery]}
          </Badge>,
        ],
        deliveryCode === null ? null : [fields.code, deliveryCode],
        deliveryError === null ? null : [fields.meaning, deliveryError.meaning],
        deliveryError === null ? null : [fields.advice, deliveryError.advice],
        [fields.changed, <DateTime key="changed" at={changedAt} />],
        [fields.note, values.deliveryNote],
      ]}
    />
  );
}

/** The configuration and the settings that the decision was made under, and the rule that came of them. */
export function InForce({ record }: OfRecord) {
  const { rule, trigger, failureReason, fallbackMode, settings, configurationVersion, configuration } =
    record;
  const { tenantId } = useTenant();
  const version = values.version(configurationVersion);
  return (
    <DefinitionList
      items={[
        [fields.rule, dispatchTerms.ruleExplained[rule]],
        trigger === null ? null : [fields.trigger, dispatchTerms.triggerExplained[trigger]],
        failureReason === null ? null : [fields.reason, dispatchTerms.failureReason[failureReason]],
        [fields.fallback, dispatchTerms.fallbackMode[fallbackMode]],
        fallbackMode === 'NOT_DEFINED'
          ? [
              fields.undefinedPolicy,
              settings.treatUndefinedAsDisabled ? values.treatedAsDisabled : values.treatedAsAllowed,
            ]
          : null,
        [
          fields.excluded,
          settings.excludedErrors.length === 0
            ? values.noCodes
            : settings.excludedErrors.map(({ code, meaning }) => values.codeMeans(code, meaning)).join('; '),
        ],
        [
          fields.version,
          configuration?.inForceFrom == null ? (
            version
          ) : (
            <>
              <Link
                href={`${pathOf('account', tenantId)}?tab=asOf&at=${encodeURIComponent(configuration.inForceFrom)}`}
              >
                {version}
              </Link>{' '}
              {values.inForceSince} <DateTime at={configuration.inForceFrom} />
              {configuration.account == null ? null : ` ${values.account(configuration.account.name)}`}
            </>
          ),
        ],
      ]}
    />
  );
}

/** The request as it came, and when what happened. */
export function RequestDetails({ record }: OfRecord) {
  const { recipient, country, originatingNumber, language, validitySeconds, channel, requestedBy } = record;
  return (
    <DefinitionList
      items={[
        [fields.recipient, <PhoneNumber key="recipient" number={recipient} />],
        [fields.country, countryName(country)],
        originatingNumber === null
          ? null
          : [fields.from, <PhoneNumber key="from" number={originatingNumber} />],
        language === null ? null : [fields.language, language],
        channel === 'SMS'
          ? [
              fields.validity,
              validitySeconds === null ? values.twilioValidity : values.seconds(validitySeconds),
            ]
          : null,
        [fields.requestedBy, requestedBy.displayName || requestedBy.subject],
        [fields.created, <DateTime key="created" at={record.createdAt} />],
        record.settledAt === null ? null : [fields.settled, <DateTime key="settled" at={record.settledAt} />],
        [fields.key, <CopyableText key="key" text={record.idempotencyKey} />],
        [fields.requestId, <CopyableText key="request" text={record.requestId} />],
      ]}
    />
  );
}
