import * as z from 'zod';
import type { ConsentDocument } from '../../consent/consent.ts';
import { digestOf } from '../../consent/document-rules.ts';
import { type Commitment, commitmentForm, type Disclosure } from '../../ledger/entries/commitment.ts';
import { toldOf } from '../../ledger/entries/disclosed-entry.ts';
import { disclosureFault, disclosureForm } from '../../ledger/entries/disclosure-rules.ts';
import { readEntry } from '../../ledger/entries/entry-form.ts';
import { parseOrigin, readCheckpoint } from '../../ledger/tree/checkpoint.ts';
import { type EntryProof, entryProofForm } from '../../ledger/verify/proved-entry.ts';

const WHO = 'Who gave it: the subject of their token.';
const NAME = 'Their display name at that time.';
const PROOF = 'The proof that the log records the consent exactly so.';

const firstForm = z.strictObject({
  version: z.literal('originator-consent-receipt/1').meta({ description: 'Version of this form.' }),
  consentReceiptID: z.string().meta({ description: 'Identifies the receipt: the id of the audit entry.' }),
  consentID: z.string().meta({ description: 'Identifies the record of the consent.' }),
  consentTimestamp: z.string().meta({ description: 'When it was given: UTC, ISO 8601.' }),
  collectionMethod: z.string().meta({ description: 'How it was obtained.' }),
  language: z.string().meta({ description: 'Language of the legal text: a BCP 47 tag.' }),
  service: z.string().meta({ description: 'The host whose log the consent is recorded in.' }),
  organization: z.string().meta({ description: 'The tenant on whose behalf it was given.' }),
  piiPrincipalId: z.string().meta({ description: WHO }),
  piiPrincipalName: z.string().meta({ description: NAME }),
  authentication: z.string().meta({ description: 'How they had authenticated, as their token said.' }),
  services: z
    .tuple([
      z.strictObject({
        service: z.string().meta({ description: 'What the consent is for.' }),
        accountSid: z.string().meta({ description: 'The Twilio account that it is for.' }),
        purposes: z
          .tuple([
            z.strictObject({
              purpose: z.string().meta({ description: 'What the account is used for.' }),
              consentType: z
                .literal('EXPLICIT')
                .meta({ description: 'True if it was given by an explicit act.' }),
            }),
          ])
          .meta({ description: 'The purposes of the consent.' }),
      }),
    ])
    .meta({ description: 'What was consented to.' }),
  notice: z
    .strictObject({
      version: z.int().positive().meta({ description: 'Version of the legal text.' }),
      title: z.string().meta({ description: 'Title of the text.' }),
      body: z.string().meta({ description: 'The exact text that was shown.' }),
      digest: z.string().meta({
        description:
          'SHA-256 in hexadecimal over the RFC 8785 form of version, locale (`language`), title and body.',
      }),
    })
    .meta({ description: 'The legal text that was agreed to.' }),
  source: z
    .strictObject({
      ip: z.string().nullable().meta({ description: 'Address of the client; null where it is not known.' }),
      userAgent: z.string().nullable().meta({ description: 'What the client called itself.' }),
      requestId: z.string().meta({ description: 'The request in which it was given.' }),
    })
    .meta({ description: 'From where it was given.' }),
  proof: entryProofForm.meta({ description: PROOF }),
});

/** Of an entry of form 2, which names persons by commitments alone: what is not disclosed is null. */
const secondForm = firstForm.extend({
  version: z.literal('originator-consent-receipt/2').meta({ description: 'Version of this form.' }),
  piiPrincipalId: z.string().nullable().meta({ description: WHO }),
  piiPrincipalName: z.string().nullable().meta({ description: NAME }),
  proof: entryProofForm
    .extend({
      disclosures: z
        .array(disclosureForm)
        .meta({ description: 'The values behind commitments in the entry, paths ascending.' }),
    })
    .meta({ description: PROOF }),
});

/**
 * A consent receipt: everything that somebody needs to see what was consented to, and to check it without Originator.
 * Names are those of the Kantara Consent Receipt 1.1 where it has one; docs/audit-format.md tells them and those of ISO/IEC
 * TS 27560 apart. Nothing in it rests on the issuer's word: whatever it says follows from the entry in its proof, or from
 * the legal text, whose digest the entry holds.
 */
export const receiptForm = z.discriminatedUnion('version', [firstForm, secondForm]).meta({
  title: 'Consent receipt',
  description: 'What a person consented to on behalf of a tenant, and the proof that it was recorded.',
});

/** A consent receipt, as it is issued. */
export type ConsentReceipt = z.infer<typeof receiptForm>;

export interface ReceiptDeps {
  /** The proof of the entry by which the consent was given. */
  readonly proof: EntryProof;
  /** The disclosures of the commitments in the entry; null of an entry of form 1, which has none. */
  readonly disclosures: readonly Disclosure[] | null;
  /** The legal text that the entry names. */
  readonly document: Pick<ConsentDocument, 'title' | 'body'>;
}

/** The parts do not belong together; the message says why, and goes on from “it …”. */
export class UnfitReceiptError extends Error {
  override readonly name = 'UnfitReceiptError';
}

const personal = z.union([z.string(), commitmentForm]).nullable();

const given = z.object({
  kind: z.literal('CONSENT_GIVEN'),
  after: z.object({
    consentId: z.string(),
    accountSid: z.string(),
    documentVersion: z.int().positive(),
    documentLocale: z.string(),
    documentDigest: z.string(),
    ip: personal,
    userAgent: personal,
  }),
});

/** The receipt of a given consent. Throws `UnfitReceiptError` unless all its parts belong to it. */
export function buildConsentReceipt(deps: ReceiptDeps): ConsentReceipt {
  const { proof } = deps;
  const bytes = Buffer.from(proof.entry);
  // Half a character would become another one in UTF-8, and two texts have the same bytes.
  const entry = bytes.toString() === proof.entry ? readEntry(bytes) : undefined;
  const consent = given.safeParse(entry).data?.after;
  if (entry === undefined || consent === undefined || (entry.v === 2) !== (deps.disclosures !== null))
    throw new UnfitReceiptError('contains no entry of a consent that was given');
  const { title, body } = deps.document;
  const [version, locale, digest] = [consent.documentVersion, consent.documentLocale, consent.documentDigest];
  if (digestOf({ version, locale, title, body }) !== digest)
    throw new UnfitReceiptError('contains a legal text other than the one that was agreed to');
  const log = parseOrigin(readCheckpoint(proof.checkpoint)?.origin ?? '');
  if (log === undefined) throw new UnfitReceiptError('contains no checkpoint');
  if (log.tenant !== entry.tenant || log.epoch !== proof.epoch)
    throw new UnfitReceiptError('contains the checkpoint of another log');
  const disclosures = deps.disclosures ?? [];
  const fault = disclosureFault(entry, disclosures);
  if (fault !== undefined) throw new UnfitReceiptError(`contains disclosures of which the one of ${fault}`);
  const told = (path: string, value: string | Commitment | null) => toldOf(disclosures, path, value);
  const common = {
    consentReceiptID: entry.id,
    consentID: consent.consentId,
    consentTimestamp: entry.at,
    collectionMethod: COLLECTION_METHOD,
    language: locale,
    service: log.host,
    organization: entry.tenant,
    piiPrincipalId: told('/actor/subject', entry.actor.subject),
    piiPrincipalName: told('/actor/displayName', entry.actor.displayName),
    authentication: entry.actor.authenticatedBy,
    services: [
      {
        service: SERVICE,
        accountSid: consent.accountSid,
        purposes: [{ purpose: PURPOSE, consentType: 'EXPLICIT' }],
      },
    ],
    notice: { version, title, body, digest },
    source: {
      ip: told('/after/ip', consent.ip),
      userAgent: told('/after/userAgent', consent.userAgent),
      requestId: entry.requestId,
    },
    proof: deps.disclosures === null ? proof : { ...proof, disclosures: [...disclosures] },
  };
  const receipt = { version: `originator-consent-receipt/${entry.v}`, ...common };
  return receiptForm.parse(receipt);
}

const COLLECTION_METHOD = 'Given by a signed-in person, to the text shown, when the account was put into use';
const SERVICE = 'SMS and voice messages to users of the organization';
const PURPOSE = 'Sending them from this Twilio account, as the notice says';

/** The receipt as it is handed out. A receipt is this text: anything else that says the same is none. */
export function receiptText(receipt: object): string {
  return `${JSON.stringify(receipt, null, 2)}\n`;
}
