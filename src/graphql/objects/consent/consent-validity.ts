import type { Consent as ConsentShape } from '../../../consent/consent.ts';
import { isConsentValid } from '../../../consent/consent-rules.ts';
import type { AccountSid, TenantId } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { Consent } from './consent.ts';

interface Validity {
  readonly at: Date;
  readonly asOf: Date;
  readonly valid: boolean;
  readonly accountSid: AccountSid | null;
  readonly consent: ConsentShape | null;
}

export const ConsentValidity = builder.objectRef<Validity>('ConsentValidity').implement({
  description: 'The answer to the question of whether the live account had a valid consent at a given time.',
  access: 'consents:read',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'The time that the answer is about.' }),
    asOf: t.expose('asOf', {
      type: 'DateTime',
      description:
        'The time of which the answer speaks: `at`, or now if `at` is in the future, of which nothing is recorded yet.',
    }),
    valid: t.exposeBoolean('valid', {
      description:
        'True if there was a valid consent for the account. Also false if there was no custom account.',
    }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      nullable: true,
      description: 'The SID of the account that was live; null if the default account was in use.',
    }),
    consent: t.expose('consent', {
      type: Consent,
      nullable: true,
      description: 'The consent that covered the account; null if there was no custom account.',
    }),
  }),
});

/** Was there a valid consent for the live account at the instant, or now (C6)? */
export async function consentValidity(
  context: OperationContext,
  tenant: TenantId,
  instant: Date | null | undefined,
): Promise<Validity> {
  const reads = context.reads(tenant);
  const [now, { account, consentId }] = await Promise.all([
    reads.now(),
    instant ? reads.configurationAt(instant.getTime()) : reads.live(),
  ]);
  const at = instant ?? now;
  const asOf = at < now ? at : now;
  const [consent, ending] =
    consentId === null
      ? [null, null]
      : await Promise.all([reads.consents.load(consentId), reads.endings.load(consentId)]);
  const accountSid = account?.sid ?? null;
  return { at, asOf, valid: isConsentValid(accountSid, consent, ending, asOf), accountSid, consent };
}
