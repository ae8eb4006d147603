/** Stands for a personal value that is withheld or was erased. */
export interface Commitment {
  /** SHA-256 over 32 bytes of salt and the canonical JSON of the value, in base64url. */
  readonly commitment: string;
}

/** The states before and after, by the kind of an audit entry. */
export interface EntryStates {
  readonly ACCOUNT_REMOVED: {
    readonly before: {
      /** The number of the version. */
      readonly version: number;
      /** The SID of the custom account; null if there is none. */
      readonly accountSid: string | null;
      /** The custom account; null if there is none. Absent from entries of earlier versions. */
      readonly account?: {
        /** `TRIAL` or `FULL`, as Twilio has it; `UNKNOWN` if an API key may not read it. */
        readonly type: string;
        /** The main account: the account itself, unless it is a sub-account. */
        readonly ownerAccountSid: string;
        /** When it was verified. */
        readonly verifiedAt: string;
        /** When its auth token or API key was entered. */
        readonly tokenSetAt: string;
        /** `AUTH_TOKEN` or `API_KEY`: what it is used with. Absent from entries of earlier versions. */
        readonly credentialKind?: string;
        /** Identifies the stored auth token. */
        readonly credentialId: string;
      } | null;
      /** The selected numbers. */
      readonly selectedNumbers: ReadonlyArray<string>;
      /** The channels in use. */
      readonly channels: ReadonlyArray<string>;
      /** The mode of the fallback policy. */
      readonly fallbackMode: string;
      /** The consent to the custom account; null if there is none. */
      readonly consentId: string | null;
      /** The chosen members of the sending policy; null if none is chosen. Absent from entries of earlier versions. */
      readonly sendingPolicy?: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      } | null;
    };
    readonly after: {
      /** The number of the version. */
      readonly version: number;
      /** The SID of the custom account; null if there is none. */
      readonly accountSid: string | null;
      /** The custom account; null if there is none. Absent from entries of earlier versions. */
      readonly account?: {
        /** `TRIAL` or `FULL`, as Twilio has it; `UNKNOWN` if an API key may not read it. */
        readonly type: string;
        /** The main account: the account itself, unless it is a sub-account. */
        readonly ownerAccountSid: string;
        /** When it was verified. */
        readonly verifiedAt: string;
        /** When its auth token or API key was entered. */
        readonly tokenSetAt: string;
        /** `AUTH_TOKEN` or `API_KEY`: what it is used with. Absent from entries of earlier versions. */
        readonly credentialKind?: string;
        /** Identifies the stored auth token. */
        readonly credentialId: string;
      } | null;
      /** The selected numbers. */
      readonly selectedNumbers: ReadonlyArray<string>;
      /** The channels in use. */
      readonly channels: ReadonlyArray<string>;
      /** The mode of the fallback policy. */
      readonly fallbackMode: string;
      /** The consent to the custom account; null if there is none. */
      readonly consentId: string | null;
      /** The chosen members of the sending policy; null if none is chosen. Absent from entries of earlier versions. */
      readonly sendingPolicy?: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      } | null;
    };
  };
  readonly AUDIT_EXPORTED: {
    readonly before: null;
    readonly after: {
      /** `ndjson` or `csv`; `pack` if it is an evidence pack. */
      readonly format: string;
      /** `include` if it tells personal values, otherwise `omit`. Absent from entries of earlier versions. */
      readonly disclosures?: string;
      /** What entries it was limited to; null if to none. */
      readonly filter: {
        /** The kinds of entry. */
        readonly kinds?: ReadonlyArray<string>;
        /** The subject of the actor. */
        readonly actor?: string | Commitment;
        /** The object that entries are about. */
        readonly object?: string;
        /** The time at or after which entries were made. */
        readonly from?: string;
        /** The time before which they were made. */
        readonly to?: string;
      } | null;
      /** The epoch of the log. */
      readonly epoch: number;
      /** The index of the leaf that it begins with. */
      readonly start: number;
      /** The signed checkpoint that it ends with. */
      readonly checkpoint: string;
      /** The entry of the export that it goes on with; null if it is one of its own. */
      readonly resumes: string | null;
    };
  };
  readonly BUDGET_WARNING_CLEARED: {
    readonly before: {
      /** `BUDGET_HALF`, `BUDGET_NEARLY_SPENT` or `BUDGET_SPENT`. */
      readonly warning: string;
      /** `BUDGET` or `FALLBACK_BUDGET`. */
      readonly budget: string;
      /** `DAY` or `MONTH`. */
      readonly period: string;
      /** The first day of the period, in the time zone of the tenant. */
      readonly startsOn: string;
      /** The currency: an ISO 4217 code. */
      readonly currency: string;
      /** When it was raised. */
      readonly since: string;
    };
    readonly after: null;
  };
  readonly BUDGET_WARNING_RAISED: {
    readonly before: null;
    readonly after: {
      /** `BUDGET_HALF`, `BUDGET_NEARLY_SPENT` or `BUDGET_SPENT`. */
      readonly warning: string;
      /** `BUDGET` or `FALLBACK_BUDGET`. */
      readonly budget: string;
      /** `DAY` or `MONTH`. */
      readonly period: string;
      /** The first day of the period, in the time zone of the tenant. */
      readonly startsOn: string;
      /** The currency: an ISO 4217 code. */
      readonly currency: string;
    };
  };
  readonly CHANGE_REQUESTED: {
    readonly before: null;
    readonly after: {
      /** Identifies the change request. */
      readonly changeRequestId: string;
      /** `SAVE`, `REMOVAL` or `FOUR_EYES_OFF`. */
      readonly change: string;
      /** The SHA-256 digest, in hexadecimal, of what would go live. */
      readonly digest: string;
      /** The live version that it is based on. */
      readonly baseVersion: number;
      /** The draft that would go live; null for a change without one. */
      readonly draftId: string | null;
      /** Its revision; null for a change without one. */
      readonly draftRevision: number | null;
      /** The time at which it is to be applied; null for at once. */
      readonly applyAt: string | null;
      /** The IP address that it was asked for from. */
      readonly ip: string | Commitment | null;
      /** What the client called itself. */
      readonly userAgent: string | Commitment | null;
    };
  };
  readonly CHANGE_REQUEST_DECIDED: {
    readonly before: {
      /** The state until then. */
      readonly state: string;
    };
    readonly after: {
      /** Identifies the change request. */
      readonly changeRequestId: string;
      /** `APPROVED`, `OVERRIDDEN`, `APPLIED`, `REJECTED`, `WITHDRAWN` or `STALE`. */
      readonly decision: string;
      /** What was said to it: a reason, or what is no longer as it was. */
      readonly note: string | null;
      /** The version that it became; null if it became none. */
      readonly version: number | null;
    };
  };
  readonly CHANNELS_CHANGED: {
    readonly before: {
      /** The channels in use. */
      readonly channels: ReadonlyArray<string>;
    };
    readonly after: {
      /** The channels in use. */
      readonly channels: ReadonlyArray<string>;
    };
  };
  readonly CONFIGURATION_SAVED: {
    readonly before: {
      /** The number of the version. */
      readonly version: number;
      /** The SID of the custom account; null if there is none. */
      readonly accountSid: string | null;
      /** The custom account; null if there is none. Absent from entries of earlier versions. */
      readonly account?: {
        /** `TRIAL` or `FULL`, as Twilio has it; `UNKNOWN` if an API key may not read it. */
        readonly type: string;
        /** The main account: the account itself, unless it is a sub-account. */
        readonly ownerAccountSid: string;
        /** When it was verified. */
        readonly verifiedAt: string;
        /** When its auth token or API key was entered. */
        readonly tokenSetAt: string;
        /** `AUTH_TOKEN` or `API_KEY`: what it is used with. Absent from entries of earlier versions. */
        readonly credentialKind?: string;
        /** Identifies the stored auth token. */
        readonly credentialId: string;
      } | null;
      /** The selected numbers. */
      readonly selectedNumbers: ReadonlyArray<string>;
      /** The channels in use. */
      readonly channels: ReadonlyArray<string>;
      /** The mode of the fallback policy. */
      readonly fallbackMode: string;
      /** The consent to the custom account; null if there is none. */
      readonly consentId: string | null;
      /** The chosen members of the sending policy; null if none is chosen. Absent from entries of earlier versions. */
      readonly sendingPolicy?: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      } | null;
    };
    readonly after: {
      /** The number of the version. */
      readonly version: number;
      /** The SID of the custom account; null if there is none. */
      readonly accountSid: string | null;
      /** The custom account; null if there is none. Absent from entries of earlier versions. */
      readonly account?: {
        /** `TRIAL` or `FULL`, as Twilio has it; `UNKNOWN` if an API key may not read it. */
        readonly type: string;
        /** The main account: the account itself, unless it is a sub-account. */
        readonly ownerAccountSid: string;
        /** When it was verified. */
        readonly verifiedAt: string;
        /** When its auth token or API key was entered. */
        readonly tokenSetAt: string;
        /** `AUTH_TOKEN` or `API_KEY`: what it is used with. Absent from entries of earlier versions. */
        readonly credentialKind?: string;
        /** Identifies the stored auth token. */
        readonly credentialId: string;
      } | null;
      /** The selected numbers. */
      readonly selectedNumbers: ReadonlyArray<string>;
      /** The channels in use. */
      readonly channels: ReadonlyArray<string>;
      /** The mode of the fallback policy. */
      readonly fallbackMode: string;
      /** The consent to the custom account; null if there is none. */
      readonly consentId: string | null;
      /** The chosen members of the sending policy; null if none is chosen. Absent from entries of earlier versions. */
      readonly sendingPolicy?: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      } | null;
    };
  };
  readonly CONSENTS_READ: {
    readonly before: null;
    readonly after: {
      /** The kinds that the reading was limited to; null if to none. */
      readonly kinds: ReadonlyArray<string> | null;
      /** The account that they were limited to; null if to none. */
      readonly accountSid: string | null;
      /** The version of the legal text that they were limited to; null if to none. */
      readonly documentVersion: number | null;
      /** The digest of the legal text that they were limited to; null if to none. */
      readonly documentDigest: string | null;
      /** The time from which on it was read; null if there was no such limit. */
      readonly from: string | null;
      /** The time before which it was read; null if there was no such limit. */
      readonly to: string | null;
    };
  };
  readonly CONSENT_DECLINED: {
    readonly before: null;
    readonly after: {
      /** Identifies the record of the consent. */
      readonly consentId: string;
      /** The account that it is for. */
      readonly accountSid: string;
      /** The version of the legal text. */
      readonly documentVersion: number;
      /** The language of the text: a BCP 47 tag. */
      readonly documentLocale: string;
      /** The SHA-256 digest of the text in hexadecimal. */
      readonly documentDigest: string;
      /** The draft that was shown; null if none was. Absent from entries of earlier versions. */
      readonly draftId?: string | null;
      /**  Absent from entries of earlier versions. */
      readonly draftRevision?: number | null;
      /** The IP address that the request came from; null if there was none. */
      readonly ip: string | Commitment | null;
      /** What the client called itself; null if it did not. */
      readonly userAgent: string | Commitment | null;
    };
  };
  readonly CONSENT_DOCUMENT_PUBLISHED: {
    readonly before: null;
    readonly after: {
      /** The version of the legal text. */
      readonly version: number;
      /** The language of the text: a BCP 47 tag. */
      readonly locale: string;
      /** The SHA-256 digest of the text in hexadecimal. */
      readonly digest: string;
      /** From when on it is asked for. */
      readonly inForceFrom: string;
    };
  };
  readonly CONSENT_ENDED: {
    readonly before: {
      /** Identifies the record of the consent. */
      readonly consentId: string;
      /** The account that it is for. */
      readonly accountSid: string;
      /** The version of the legal text. */
      readonly documentVersion: number;
      /** The language of the text: a BCP 47 tag. */
      readonly documentLocale: string;
      /** The SHA-256 digest of the text in hexadecimal. */
      readonly documentDigest: string;
      /** The draft that was shown; null if none was. Absent from entries of earlier versions. */
      readonly draftId?: string | null;
      /**  Absent from entries of earlier versions. */
      readonly draftRevision?: number | null;
      /** The IP address that the request came from; null if there was none. Only in entries of earlier versions. */
      readonly ip?: string | Commitment | null;
      /** What the client called itself; null if it did not. Only in entries of earlier versions. */
      readonly userAgent?: string | Commitment | null;
    };
    readonly after: {
      /** Identifies the record of the end. */
      readonly endedBy: string;
      /** `ACCOUNT_REPLACED` or `ACCOUNT_REMOVED`. */
      readonly reason: string;
      /** The IP address that the request came from; null if there was none. Absent from entries of earlier versions. */
      readonly ip?: string | Commitment | null;
      /** What the client called itself; null if it did not. Absent from entries of earlier versions. */
      readonly userAgent?: string | Commitment | null;
    };
  };
  readonly CONSENT_GIVEN: {
    readonly before: null;
    readonly after: {
      /** Identifies the record of the consent. */
      readonly consentId: string;
      /** The account that it is for. */
      readonly accountSid: string;
      /** The version of the legal text. */
      readonly documentVersion: number;
      /** The language of the text: a BCP 47 tag. */
      readonly documentLocale: string;
      /** The SHA-256 digest of the text in hexadecimal. */
      readonly documentDigest: string;
      /** The draft that was shown; null if none was. Absent from entries of earlier versions. */
      readonly draftId?: string | null;
      /**  Absent from entries of earlier versions. */
      readonly draftRevision?: number | null;
      /** The IP address that the request came from; null if there was none. */
      readonly ip: string | Commitment | null;
      /** What the client called itself; null if it did not. */
      readonly userAgent: string | Commitment | null;
    };
  };
  readonly CONSENT_RECEIPT_ISSUED: {
    readonly before: null;
    readonly after: {
      /** Identifies the record of the consent. */
      readonly consentId: string;
      /** The entry that the receipt proves. */
      readonly entryId: string;
      /** The signed checkpoint that the receipt ends with. */
      readonly checkpoint: string;
      /** `include` if it tells personal values, otherwise `omit`. Absent from entries of earlier versions. */
      readonly disclosures?: string;
    };
  };
  readonly DISPATCH_CORRECTED: {
    readonly before: {
      /** Identifies the dispatch. */
      readonly dispatchId: string;
      /** `SMS` or `VOICE`. */
      readonly channel: string;
      /** The state, such as `ACCEPTED`. */
      readonly state: string;
      /** `CUSTOM`, `DEFAULT`, `NONE` or `UNKNOWN`. */
      readonly billedAccount: string;
      /** The other account, if both turned out to have accepted; otherwise null. */
      readonly alsoBilled: string | null;
      /** What triggered a fallback; null if nothing did. */
      readonly trigger: string | null;
      /** The rule that decided, such as `CUSTOM_FIRST`. */
      readonly rule: string;
      /** The mode of the fallback policy that it was decided under. */
      readonly fallbackMode: string;
      /** The configuration version that it was decided under. */
      readonly configurationVersion: number;
      /** The reason of a failure that the attempts do not show; otherwise null. Absent from entries of earlier versions. */
      readonly failureReason?: string | null;
      /** The country of the recipient, or `ZZ`. Absent from entries of earlier versions. */
      readonly country?: string;
      /** The segments as Twilio counts them where it has told, otherwise as estimated. Absent from entries of earlier versions. */
      readonly segments?: number;
      /** The segments as counted before sending. Absent from entries of earlier versions. */
      readonly estimatedSegments?: number;
      /** The charge of the platform; null if the default account is not billed. Absent from entries of earlier versions. */
      readonly charge?: {
        /** The amount, positive when charged. */
        readonly amount: string;
        /** The currency: an ISO 4217 code. */
        readonly currency: string;
        /** The version of the rate card. */
        readonly rateCardVersion: string | null;
      } | null;
      /** The settings of the platform that it was decided under. Absent from entries of earlier versions. */
      readonly settings?: {
        /** True if `NOT_DEFINED` is treated as `DISABLED`. */
        readonly notDefinedIsOff: boolean;
        /** The Twilio error codes that never fall back. */
        readonly excludedCodes: ReadonlyArray<number>;
      };
      /** Who asked for it. Absent from entries of earlier versions. */
      readonly requestedBy?: {
        /** `PERSON`, `SERVICE` or `SYSTEM`. */
        readonly kind: string;
        /** The subject of their token; null if it was erased before the entry was made. */
        readonly subject: string | Commitment | null;
        /** Their display name; null if it was erased before the entry was made. */
        readonly displayName: string | Commitment | null;
        /** How they authenticated. */
        readonly authenticatedBy: string;
      };
      /** The request that asked for it. Absent from entries of earlier versions. */
      readonly requestId?: string;
      /** True if a simulator took it in place of Twilio. Absent from entries of earlier versions. */
      readonly simulated?: boolean;
      /** The attempts, in their order. */
      readonly attempts: ReadonlyArray<{
        /** `CUSTOM` or `DEFAULT`. */
        readonly originator: string;
        /** The account that it was made with. */
        readonly accountSid: string;
        /** The number, sender ID or messaging service that it originated from. Absent from entries of earlier versions. */
        readonly from?: string;
        /** The kind of that sender, such as `LONG_CODE`; null if it was not kept. Absent from entries of earlier versions. */
        readonly senderKind?: string | null;
        /** What the sender is registered for; null for the custom account. Absent from entries of earlier versions. */
        readonly senderClass?: string | null;
        /** The sender that a messaging service chose; null if none is known. Absent from entries of earlier versions. */
        readonly chosenFrom?: string | null;
        /** The outcome, such as `ACCEPTED` or `OPEN`. */
        readonly outcome: string;
        /** Where the outcome is known from; null while it is open. Absent from entries of earlier versions. */
        readonly evidence?: string | null;
        /** The error code of Twilio; null if there is none. */
        readonly code: number | null;
        /** What went wrong where Twilio gave no code; null if nothing did. Absent from entries of earlier versions. */
        readonly fault?: string | null;
        /** The SID of the message or call at Twilio; null if none is known. */
        readonly twilioSid: string | null;
        /** The segments that Twilio counted; null if it told none. Only in entries of earlier versions. */
        readonly segments?: number | null;
      }>;
    };
    readonly after: {
      /** Identifies the dispatch. */
      readonly dispatchId: string;
      /** `SMS` or `VOICE`. */
      readonly channel: string;
      /** The state, such as `ACCEPTED`. */
      readonly state: string;
      /** `CUSTOM`, `DEFAULT`, `NONE` or `UNKNOWN`. */
      readonly billedAccount: string;
      /** The other account, if both turned out to have accepted; otherwise null. */
      readonly alsoBilled: string | null;
      /** What triggered a fallback; null if nothing did. */
      readonly trigger: string | null;
      /** The rule that decided, such as `CUSTOM_FIRST`. */
      readonly rule: string;
      /** The mode of the fallback policy that it was decided under. */
      readonly fallbackMode: string;
      /** The configuration version that it was decided under. */
      readonly configurationVersion: number;
      /** The reason of a failure that the attempts do not show; otherwise null. Absent from entries of earlier versions. */
      readonly failureReason?: string | null;
      /** The country of the recipient, or `ZZ`. Absent from entries of earlier versions. */
      readonly country?: string;
      /** The segments as Twilio counts them where it has told, otherwise as estimated. Absent from entries of earlier versions. */
      readonly segments?: number;
      /** The segments as counted before sending. Absent from entries of earlier versions. */
      readonly estimatedSegments?: number;
      /** The charge of the platform; null if the default account is not billed. Absent from entries of earlier versions. */
      readonly charge?: {
        /** The amount, positive when charged. */
        readonly amount: string;
        /** The currency: an ISO 4217 code. */
        readonly currency: string;
        /** The version of the rate card. */
        readonly rateCardVersion: string | null;
      } | null;
      /** The settings of the platform that it was decided under. Absent from entries of earlier versions. */
      readonly settings?: {
        /** True if `NOT_DEFINED` is treated as `DISABLED`. */
        readonly notDefinedIsOff: boolean;
        /** The Twilio error codes that never fall back. */
        readonly excludedCodes: ReadonlyArray<number>;
      };
      /** Who asked for it. Absent from entries of earlier versions. */
      readonly requestedBy?: {
        /** `PERSON`, `SERVICE` or `SYSTEM`. */
        readonly kind: string;
        /** The subject of their token; null if it was erased before the entry was made. */
        readonly subject: string | Commitment | null;
        /** Their display name; null if it was erased before the entry was made. */
        readonly displayName: string | Commitment | null;
        /** How they authenticated. */
        readonly authenticatedBy: string;
      };
      /** The request that asked for it. Absent from entries of earlier versions. */
      readonly requestId?: string;
      /** True if a simulator took it in place of Twilio. Absent from entries of earlier versions. */
      readonly simulated?: boolean;
      /** The attempts, in their order. */
      readonly attempts: ReadonlyArray<{
        /** `CUSTOM` or `DEFAULT`. */
        readonly originator: string;
        /** The account that it was made with. */
        readonly accountSid: string;
        /** The number, sender ID or messaging service that it originated from. Absent from entries of earlier versions. */
        readonly from?: string;
        /** The kind of that sender, such as `LONG_CODE`; null if it was not kept. Absent from entries of earlier versions. */
        readonly senderKind?: string | null;
        /** What the sender is registered for; null for the custom account. Absent from entries of earlier versions. */
        readonly senderClass?: string | null;
        /** The sender that a messaging service chose; null if none is known. Absent from entries of earlier versions. */
        readonly chosenFrom?: string | null;
        /** The outcome, such as `ACCEPTED` or `OPEN`. */
        readonly outcome: string;
        /** Where the outcome is known from; null while it is open. Absent from entries of earlier versions. */
        readonly evidence?: string | null;
        /** The error code of Twilio; null if there is none. */
        readonly code: number | null;
        /** What went wrong where Twilio gave no code; null if nothing did. Absent from entries of earlier versions. */
        readonly fault?: string | null;
        /** The SID of the message or call at Twilio; null if none is known. */
        readonly twilioSid: string | null;
        /** The segments that Twilio counted; null if it told none. Only in entries of earlier versions. */
        readonly segments?: number | null;
      }>;
    };
  };
  readonly DISPATCH_DECIDED: {
    readonly before: null;
    readonly after: {
      /** Identifies the dispatch. */
      readonly dispatchId: string;
      /** `SMS` or `VOICE`. */
      readonly channel: string;
      /** The state, such as `ACCEPTED`. */
      readonly state: string;
      /** `CUSTOM`, `DEFAULT`, `NONE` or `UNKNOWN`. */
      readonly billedAccount: string;
      /** The other account, if both turned out to have accepted; otherwise null. */
      readonly alsoBilled: string | null;
      /** What triggered a fallback; null if nothing did. */
      readonly trigger: string | null;
      /** The rule that decided, such as `CUSTOM_FIRST`. */
      readonly rule: string;
      /** The mode of the fallback policy that it was decided under. */
      readonly fallbackMode: string;
      /** The configuration version that it was decided under. */
      readonly configurationVersion: number;
      /** The reason of a failure that the attempts do not show; otherwise null. Absent from entries of earlier versions. */
      readonly failureReason?: string | null;
      /** The country of the recipient, or `ZZ`. Absent from entries of earlier versions. */
      readonly country?: string;
      /** The segments as Twilio counts them where it has told, otherwise as estimated. Absent from entries of earlier versions. */
      readonly segments?: number;
      /** The segments as counted before sending. Absent from entries of earlier versions. */
      readonly estimatedSegments?: number;
      /** The charge of the platform; null if the default account is not billed. Absent from entries of earlier versions. */
      readonly charge?: {
        /** The amount, positive when charged. */
        readonly amount: string;
        /** The currency: an ISO 4217 code. */
        readonly currency: string;
        /** The version of the rate card. */
        readonly rateCardVersion: string | null;
      } | null;
      /** The settings of the platform that it was decided under. Absent from entries of earlier versions. */
      readonly settings?: {
        /** True if `NOT_DEFINED` is treated as `DISABLED`. */
        readonly notDefinedIsOff: boolean;
        /** The Twilio error codes that never fall back. */
        readonly excludedCodes: ReadonlyArray<number>;
      };
      /** Who asked for it. Absent from entries of earlier versions. */
      readonly requestedBy?: {
        /** `PERSON`, `SERVICE` or `SYSTEM`. */
        readonly kind: string;
        /** The subject of their token; null if it was erased before the entry was made. */
        readonly subject: string | Commitment | null;
        /** Their display name; null if it was erased before the entry was made. */
        readonly displayName: string | Commitment | null;
        /** How they authenticated. */
        readonly authenticatedBy: string;
      };
      /** The request that asked for it. Absent from entries of earlier versions. */
      readonly requestId?: string;
      /** True if a simulator took it in place of Twilio. Absent from entries of earlier versions. */
      readonly simulated?: boolean;
      /** The attempts, in their order. */
      readonly attempts: ReadonlyArray<{
        /** `CUSTOM` or `DEFAULT`. */
        readonly originator: string;
        /** The account that it was made with. */
        readonly accountSid: string;
        /** The number, sender ID or messaging service that it originated from. Absent from entries of earlier versions. */
        readonly from?: string;
        /** The kind of that sender, such as `LONG_CODE`; null if it was not kept. Absent from entries of earlier versions. */
        readonly senderKind?: string | null;
        /** What the sender is registered for; null for the custom account. Absent from entries of earlier versions. */
        readonly senderClass?: string | null;
        /** The sender that a messaging service chose; null if none is known. Absent from entries of earlier versions. */
        readonly chosenFrom?: string | null;
        /** The outcome, such as `ACCEPTED` or `OPEN`. */
        readonly outcome: string;
        /** Where the outcome is known from; null while it is open. Absent from entries of earlier versions. */
        readonly evidence?: string | null;
        /** The error code of Twilio; null if there is none. */
        readonly code: number | null;
        /** What went wrong where Twilio gave no code; null if nothing did. Absent from entries of earlier versions. */
        readonly fault?: string | null;
        /** The SID of the message or call at Twilio; null if none is known. */
        readonly twilioSid: string | null;
        /** The segments that Twilio counted; null if it told none. Only in entries of earlier versions. */
        readonly segments?: number | null;
      }>;
    };
  };
  readonly DISPATCH_PRICED: {
    readonly before: null;
    readonly after: {
      /** Identifies the dispatch. */
      readonly dispatchId: string;
      /** The account that Twilio charged. */
      readonly billedAccount: string;
      /** The price that Twilio told. */
      readonly charge: {
        /** The amount, positive when charged. */
        readonly amount: string;
        /** The currency: an ISO 4217 code. */
        readonly currency: string;
      };
    };
  };
  readonly DISPATCH_SETTINGS_CHANGED: {
    readonly before: {
      /** True if `NOT_DEFINED` is treated as `DISABLED`. */
      readonly notDefinedIsOff: boolean;
      /** The Twilio error codes that never fall back. */
      readonly excludedCodes: ReadonlyArray<number>;
    } | null;
    readonly after: {
      /** True if `NOT_DEFINED` is treated as `DISABLED`. */
      readonly notDefinedIsOff: boolean;
      /** The Twilio error codes that never fall back. */
      readonly excludedCodes: ReadonlyArray<number>;
    };
  };
  readonly DRAFT_CHANGED: {
    readonly before: {
      /** The revision of the draft. */
      readonly revision: number;
      /** The numbers that were selected until then. Absent from entries of earlier versions. */
      readonly removedNumbers?: ReadonlyArray<string>;
      /** All selected numbers. Only in entries of earlier versions. */
      readonly selectedNumbers?: ReadonlyArray<string>;
    };
    readonly after: {
      /** The revision of the draft. */
      readonly revision: number;
      /** The numbers that are selected since. Absent from entries of earlier versions. */
      readonly addedNumbers?: ReadonlyArray<string>;
      /** All selected numbers. Only in entries of earlier versions. */
      readonly selectedNumbers?: ReadonlyArray<string>;
    };
  };
  readonly DRAFT_CREATED: {
    readonly before: null;
    readonly after: {
      /** Identifies the draft. */
      readonly draftId: string;
      /** The revision of the draft. */
      readonly revision: number;
      /** The SID of its account. */
      readonly accountSid: string;
    };
  };
  readonly DRAFT_DISCARDED: {
    readonly before: {
      /** Identifies the draft. */
      readonly draftId: string;
      /** The revision of the draft. */
      readonly revision: number;
      /** The SID of its account. */
      readonly accountSid: string;
    };
    readonly after: null;
  };
  readonly DRAFT_EXPIRED: {
    readonly before: {
      /** Identifies the draft. */
      readonly draftId: string;
      /** The revision of the draft. */
      readonly revision: number;
      /** The SID of its account. */
      readonly accountSid: string;
    };
    readonly after: null;
  };
  readonly DRAFT_REPLACED: {
    readonly before: {
      /** Identifies the draft. */
      readonly draftId: string;
      /** The revision of the draft. */
      readonly revision: number;
      /** The SID of its account. */
      readonly accountSid: string;
    };
    readonly after: {
      /** Identifies the draft. */
      readonly draftId: string;
      /** The revision of the draft. */
      readonly revision: number;
      /** The SID of its account. */
      readonly accountSid: string;
    };
  };
  readonly ENTRIES_READ: {
    readonly before: null;
    readonly after: {
      /** The kinds that the reading was limited to; null if to none. */
      readonly kinds: ReadonlyArray<string> | null;
      /** The time from which on it was read; null if there was no such limit. */
      readonly from: string | null;
      /** The time before which it was read; null if there was no such limit. */
      readonly to: string | null;
    };
  };
  readonly FALLBACK_POLICY_CHANGED: {
    readonly before: {
      /** The mode of the fallback policy. */
      readonly mode: string;
    };
    readonly after: {
      /** The mode of the fallback policy. */
      readonly mode: string;
    };
  };
  readonly FOUR_EYES_CHANGED: {
    readonly before: {
      /** True if another person was required. */
      readonly required: boolean;
    };
    readonly after: {
      /** True if another person is required. */
      readonly required: boolean;
    };
  };
  readonly GUARD_REFUSALS_COUNTED: {
    readonly before: null;
    readonly after: {
      /** The guard, such as `RECIPIENT_RATE`. */
      readonly guard: string;
      /** The beginning of the hour. */
      readonly hour: string;
      /** True if it refused nothing and only counted what it would have. */
      readonly observed: boolean;
      /** The number of requests that are not told by an earlier entry. */
      readonly refusals: number;
    };
  };
  readonly LEDGER_EPOCH_STARTED: {
    readonly before: {
      /** The epoch before. */
      readonly epoch: number;
      /** The last checkpoint of that epoch which is known: a signed note. */
      readonly checkpoint: string;
    };
    readonly after: {
      /** The epoch that begins. */
      readonly epoch: number;
    };
  };
  readonly LEDGER_KEY_CHANGED: {
    readonly before: null;
    readonly after: {
      /** The key that signs since, as a line of a key file. */
      readonly key: string;
    };
  };
  readonly LEGAL_HOLD_PLACED: {
    readonly before: null;
    readonly after: {
      /** Identifies the legal hold. */
      readonly holdId: string;
      /** The subject of the person that it is for; null if it is for everybody. */
      readonly subject: string | Commitment | null;
      /** The time from which on it holds what was recorded; null if there is no such limit. */
      readonly from: string | null;
      /** The time before which it holds what was recorded; null if there is no such limit. */
      readonly to: string | null;
      /** The reason that was given. */
      readonly reason: string;
      /** The reference that was given, such as the number of a ticket. */
      readonly reference: string;
    };
  };
  readonly LEGAL_HOLD_RELEASED: {
    readonly before: {
      /** Identifies the legal hold. */
      readonly holdId: string;
      /** The entry that placed it. */
      readonly placedBy: string;
    };
    readonly after: {
      /** The reason that was given. */
      readonly reason: string;
    };
  };
  readonly MASTER_KEYS_ROTATED: {
    readonly before: null;
    readonly after: {
      /** Identifies the master key. */
      readonly masterKeyId: string;
      /** The number of auth tokens put under it. */
      readonly credentials: number;
      /** The number of recipients of open attempts put under it. Absent from entries of earlier versions. */
      readonly recipients?: number;
    };
  };
  readonly MASTER_KEY_RETIRED: {
    readonly before: null;
    readonly after: {
      /** Identifies the master key. */
      readonly masterKeyId: string;
    };
  };
  readonly NUMBER_AVAILABILITY_CHANGED: {
    readonly before: {
      /** The number. */
      readonly phoneNumber: string;
      /** The account that it belongs to. */
      readonly accountSid: string;
      /** True if Twilio lists it with both capabilities. */
      readonly available: boolean;
    };
    readonly after: {
      /** The number. */
      readonly phoneNumber: string;
      /** The account that it belongs to. */
      readonly accountSid: string;
      /** True if Twilio lists it with both capabilities. */
      readonly available: boolean;
    };
  };
  readonly PERSON_ERASED: {
    readonly before: null;
    readonly after: {
      /** The reason that was given. */
      readonly reason: string;
      /** The reference that was given, such as the number of a ticket. */
      readonly reference: string;
      /** The number of commitments of which the values were erased. */
      readonly count: number;
      /** SHA-256 in hexadecimal over the canonical JSON of the list of them. */
      readonly commitmentsDigest: string;
    };
  };
  readonly RATE_CARD_PUBLISHED: {
    readonly before: null;
    readonly after: {
      /** The version of the rate card. */
      readonly version: string;
      /** The currency: an ISO 4217 code. */
      readonly currency: string;
      /** The prices. */
      readonly prices: ReadonlyArray<{
        /** `SMS` or `VOICE`. */
        readonly channel: string;
        /** The beginning of the numbers that it is for; empty for all others. */
        readonly prefix: string;
        /** The amount for a segment or a call. */
        readonly amount: string;
      }>;
    };
  };
  readonly RETENTION_APPLIED: {
    readonly before: null;
    readonly after: {
      /** The month whose dispatches were removed, such as `2026-05`. */
      readonly month: string;
      /** The number of dispatches removed. */
      readonly dispatches: number;
      /** The number of attempts removed. */
      readonly attempts: number;
      /** The number of idempotency keys removed. */
      readonly keys: number;
      /** The number of its dispatches that stay, since they are open or under a legal hold. Absent from entries of earlier versions. */
      readonly kept?: number;
    };
  };
  readonly SENDING_LIMITS_CHANGED: {
    readonly before: {
      /** The members that tenants have not chosen. */
      readonly defaults: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      };
      /** The bounds on the default account. */
      readonly bounds: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      };
    } | null;
    readonly after: {
      /** The members that tenants have not chosen. */
      readonly defaults: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      };
      /** The bounds on the default account. */
      readonly bounds: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      };
    };
  };
  readonly SENDING_PAUSED: {
    readonly before: null;
    readonly after: {
      /** The country to which nothing is sent; null if to none at all. */
      readonly country: string | null;
      /** The reason that was given. */
      readonly reason: string;
    };
  };
  readonly SENDING_POLICY_CHANGED: {
    readonly before: {
      /** The chosen members of the sending policy; null if none is chosen. */
      readonly chosen: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      } | null;
    };
    readonly after: {
      /** The chosen members of the sending policy; null if none is chosen. */
      readonly chosen: {
        /** The most messages to one recipient by SMS; null if not chosen. */
        readonly smsRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The most messages to one recipient by voice; null if not chosen. */
        readonly voiceRecipients: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most within ten minutes. */
          readonly tenMinutes: number;
          /** The most within an hour. */
          readonly hour: number;
          /** The most within a day. */
          readonly day: number;
        } | null;
        /** The pause between messages to one recipient; null if not chosen. */
        readonly coolDown: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The number of messages within an hour after which there is a pause. */
          readonly after: number;
          /** The first pause, in seconds; each further one is twice as long. */
          readonly firstSeconds: number;
          /** The longest pause, in seconds. */
          readonly longestSeconds: number;
        } | null;
        /** The countries that are reached by SMS; null if not chosen. */
        readonly smsCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The countries that are reached by voice; null if not chosen. */
        readonly voiceCountries: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The only countries that are allowed; null for all. */
          readonly allowed: ReadonlyArray<string> | null;
          /** The countries that are denied. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The kinds of number that are reached; null if not chosen. */
        readonly numberKinds: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The kinds of number that nothing is sent to. */
          readonly denied: ReadonlyArray<string>;
        } | null;
        /** The money for what the default account sends in the first place; null if not chosen. Absent from entries of earlier versions. */
        readonly budget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The money for fallbacks; null if not chosen. Absent from entries of earlier versions. */
        readonly fallbackBudget?: {
          /** `OFF`, `OBSERVE` or `ENFORCE`. */
          readonly mode: string;
          /** The most in a day; null for no limit. */
          readonly day: string | null;
          /** The most in a month; null for no limit. */
          readonly month: string | null;
        } | null;
        /** The time zone by whose clocks budgets begin; null if not chosen. Absent from entries of earlier versions. */
        readonly timeZone?: string | null;
      } | null;
    };
  };
  readonly SENDING_RESUMED: {
    readonly before: {
      /** The country to which nothing is sent; null if to none at all. */
      readonly country: string | null;
      /** The entry of the pause. */
      readonly pausedBy: string;
    };
    readonly after: {
      /** The reason that was given. */
      readonly reason: string;
    };
  };
  readonly STATISTICS_READ: {
    readonly before: null;
    readonly after: {
      /** The beginning of the range. */
      readonly from: string;
      /** The end of the range. */
      readonly to: string;
      /** What it was divided into. */
      readonly bucket: string;
      /** The dimensions that it was grouped by. */
      readonly groupBy: ReadonlyArray<string>;
      /** The tenants that it was limited to; null if to none. */
      readonly tenants: ReadonlyArray<string> | null;
    };
  };
  readonly TENANTS_READ: {
    readonly before: null;
    readonly after: {
      /** The number of tenants that were asked for. */
      readonly first: number;
      /** The tenant after which they began; null if at the first. */
      readonly after: string | null;
    };
  };
  readonly TOKEN_ROTATED: {
    readonly before: {
      /** The SID of the account. */
      readonly accountSid: string;
      /** When the auth token was entered. */
      readonly tokenSetAt: string;
    };
    readonly after: {
      /** The SID of the account. */
      readonly accountSid: string;
      /** When the auth token was entered. */
      readonly tokenSetAt: string;
    };
  };
  readonly VERIFICATION_FINISHED: {
    readonly before: {
      /** The status until then. */
      readonly status: string;
    };
    readonly after: {
      /** `VERIFIED` or `FAILED`. */
      readonly status: string;
      /** The SID that was verified, as it was entered or as Twilio returned it. */
      readonly accountSid: string | null;
      /** The reason of the failure; null if it is verified. */
      readonly failureReason: string | null;
    };
  };
  readonly WARNING_CLEARED: {
    readonly before: {
      /** The warning, such as `TRIAL`. */
      readonly warning: string;
      /** When it was raised. */
      readonly since: string;
    };
    readonly after: null;
  };
  readonly WARNING_RAISED: {
    readonly before: null;
    readonly after: {
      /** The warning, such as `TRIAL`. */
      readonly warning: string;
    };
  };
}
