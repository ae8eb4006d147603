import type { AccountSid, ConfigurationVersionNumber, TenantId, Uuid } from '../kernel/ids.ts';
import type { RecordedActor, RequestOrigin } from '../kernel/scope.ts';
import type { ConsentEndReason, ConsentKind } from '../kernel/vocabulary/consent.ts';

/** The reference by which a consent names a legal text (C2). */
export interface ConsentDocumentRef {
  readonly version: number;
  /** A BCP 47 language tag. */
  readonly locale: string;
  /** SHA-256 in hexadecimal over the canonical JSON of version, locale, title and body. */
  readonly digest: string;
}

/** A legal text. A published one is never changed or removed. */
export interface ConsentDocument extends ConsentDocumentRef {
  readonly title: string;
  readonly body: string;
  readonly inForceFrom: Date;
}

/** A consent record; it never changes. */
export interface Consent {
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly kind: ConsentKind;
  readonly accountSid: AccountSid;
  readonly document: ConsentDocumentRef;
  /** The draft, and its revision, that was shown to the admin; null for `ENDED`. */
  readonly draft: { readonly id: Uuid; readonly revision: number } | null;
  /** The version that the record belongs to: made live by a given one, ending another; null for `DECLINED`. */
  readonly configurationVersion: ConfigurationVersionNumber | null;
  readonly ends: { readonly consentId: Uuid; readonly reason: ConsentEndReason } | null;
  readonly actor: RecordedActor;
  readonly origin: RequestOrigin;
  readonly requestId: string;
  readonly recordedAt: Date;
}

/** The values that were shown to the admin who consents or declines (C2). */
export interface ConsentStatement {
  readonly accountSid: string;
  readonly draftRevision: number;
  readonly documentVersion: number;
  readonly documentLocale: string;
  readonly documentDigest: string;
}
