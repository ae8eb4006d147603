import type {
  AccountWarningKind,
  Channel,
  DispatchRule,
  ExclusionReason,
  FallbackMode,
  TwilioCredentialKind,
  VerificationStatus,
} from '@originator/client';

const CHANNELS: Readonly<Record<Channel, string>> = { SMS: 'SMS', VOICE: 'Voice' };

const FALLBACKS: Readonly<Record<FallbackMode, string>> = {
  DISABLED: 'Disable',
  DEFAULT_ACCOUNT: 'Enable',
  NOT_DEFINED: 'Never chosen',
};

/** The remedy for each warning. */
const REMEDIES: Readonly<Record<Exclude<AccountWarningKind, 'TOKEN_REJECTED'>, string>> = {
  TRIAL: 'Upgrade the account in the Twilio console; until then it sends to verified recipients only.',
  ACCOUNT_NOT_ACTIVE:
    'Look at the state of the account in the Twilio console, then verify it again or change the account.',
  SELECTED_NUMBER_GONE:
    'Select other numbers below, or bring the number back in the Twilio console and refresh.',
  NO_NUMBER_LEFT: 'Select a number that is available, or nothing can be sent from your account.',
  REFRESH_FAILED:
    'Nothing to do at once: numbers are read again every hour. If it goes on, verify the account again.',
  FALLBACK_NOT_DEFINED:
    'Choose Disable or Enable below and save. Until then the default account may be billed.',
};

const EXCLUSIONS: Readonly<Record<ExclusionReason, string>> = {
  SMS_ONLY: 'can send SMS, and cannot place calls',
  VOICE_ONLY: 'can place calls, and cannot send SMS',
  NEITHER: 'can do neither SMS nor calls',
};

/** The remedy where Twilio takes the credential no more, by what it is. */
const REJECTED: Readonly<Record<TwilioCredentialKind, string>> = {
  AUTH_TOKEN: 'Copy the present auth token from the Twilio console and rotate the token here.',
  API_KEY: 'Make an API key in the Twilio console, and replace the key here.',
};

/** The names of what an account is used with. */
const CREDENTIALS: Readonly<Record<TwilioCredentialKind, string>> = {
  AUTH_TOKEN: 'Auth token',
  API_KEY: 'API key',
};

const STEPS: Readonly<Record<VerificationStatus, string>> = {
  PENDING: 'Waiting for its turn',
  CHECKING_CREDENTIALS: 'Checking the credentials at Twilio',
  LISTING_NUMBERS: 'Listing the phone numbers',
  VERIFIED: 'Verified',
  FAILED: 'Not verified',
};

const RULES: Readonly<Record<DispatchRule, string>> = {
  CUSTOM_FIRST: 'Your account is always tried first.',
  NO_CUSTOM_ACCOUNT: 'There is no custom account, so the default account sends.',
  FALLBACK_ALLOWED: 'The fallback is enabled.',
  FALLBACK_DISABLED: 'The fallback is disabled: nothing more is tried.',
  FALLBACK_NOT_DEFINED: 'Nobody ever chose, so the default account sends.',
  FALLBACK_NOT_DEFINED_OFF: 'Nobody ever chose, and the platform takes that as disabled.',
  FALLBACK_EXCLUDED_CODE: 'The platform excludes this error from fallback.',
  FALLBACK_GUARDED: 'A guard of the platform refuses the fallback.',
  FALLBACK_BUDGET_SPENT: 'The budget for fallbacks is spent: nothing more is tried.',
};

const count = (of: number, one: string, many: string) =>
  `${of.toLocaleString('en')} ${of === 1 ? one : many}`;

/** The texts of the page. */
export const accountText = {
  title: 'Account',
  lead: (tenant: string) =>
    `The Twilio account that originates the messages of ${tenant}, and what happens when it cannot.`,
  tabs: {
    label: 'Views of the account',
    configuration: 'Configuration',
    history: 'Version history',
    asOf: 'As of',
  },
  live: {
    none: 'Nothing saved yet: the default account sends',
    version: (version: number) => `Version ${version} is live`,
    since: 'since',
    versionBy: (version: number, name: string) => `Version ${version}, saved by ${name}:`,
    by: (name: string) => `saved by ${name}`,
  },
  nameless: 'somebody without a name',
  erased: 'a person whose data was erased',
  system: 'the system',
  channels: {
    title: 'Channels',
    lead: 'A message on a channel that is off is refused: nothing is sent or billed.',
    names: CHANNELS,
    none: 'At least one channel has to be on.',
  },
  account: {
    title: 'Twilio account',
    choice: 'Account that sends',
    default: 'Default',
    defaultDetail: 'The platform’s Twilio account sends, at the platform’s rates.',
    custom: 'Custom',
    customDetail: 'Your own Twilio account is always tried first, and Twilio bills it.',
    name: 'Account',
    nameless: 'Not known: the API key may not read it',
    sid: 'Account SID',
    type: 'Type',
    types: { TRIAL: 'Trial', FULL: 'Full', UNKNOWN: 'Not known: the API key may not read it' } as Readonly<
      Record<string, string>
    >,
    verified: 'Verified',
    credentialSet: (kind: TwilioCredentialKind) => `${CREDENTIALS[kind]} set`,
    expires: 'Draft expires',
    consent: 'Consent',
    consentBy: (name: string) => `given by ${name}`,
    draft: 'Draft, not live yet',
    live: 'Live',
    draftBy: (name: string) => `Changed last by ${name}`,
    rotate: { AUTH_TOKEN: 'Rotate the token', API_KEY: 'Replace the key' } satisfies Readonly<
      Record<TwilioCredentialKind, string>
    >,
    rotateLead:
      'Verify the new auth token or API key of this account. Numbers, fallback and consent are kept; the save switches without a gap.',
    change: 'Change account',
    changeLead: 'Verify the other account. The present one stays live until you save.',
    verifyAgain: 'Use another SID, token or key',
    discard: 'Discard draft',
    remove: {
      title: 'Back to the default account?',
      body: (name: string) =>
        `“${name}” is removed, its consent ends and a draft is discarded. From then on the default account sends. The history stays.`,
      confirm: 'Remove the custom account',
      cancel: 'Keep it',
      hint: 'Saving removes your custom account; the default account sends from then on.',
    },
  },
  credentials: {
    sid: 'Twilio account SID',
    sidDetail: '34 characters, beginning with AC; from the Twilio console.',
    kind: 'Sign in to Twilio with',
    kinds: CREDENTIALS,
    keySid: 'SID of the API key',
    keySidDetail:
      '34 characters, beginning with SK. A restricted key has to be allowed to list phone numbers and to send.',
    keySidForm: 'The SID of a Twilio API key must be SK followed by 32 hexadecimal digits',
    secret: 'Secret of the API key',
    token: 'Twilio auth token',
    tokenDetail: 'It is sent once, kept encrypted and never shown again.',
    verify: 'Verify',
    cancel: 'Cancel',
    sidLength: 'Twilio account SID must be 34 characters long',
    sidForm: 'Twilio account SID must be AC followed by 32 hexadecimal digits',
    secrets: { AUTH_TOKEN: 'auth token', API_KEY: 'API key secret' } satisfies Readonly<
      Record<TwilioCredentialKind, string>
    >,
    missing: (secret: string) => `Twilio ${secret} is required`,
    long: (secret: string, most: number) => `Twilio ${secret} must be at most ${most} characters long`,
    form: (secret: string) => `Twilio ${secret} must consist of printable ASCII characters`,
  },
  verification: {
    title: 'Verifying',
    of: (sid: string) => `Account ${sid}`,
    steps: STEPS,
    failed: 'The account was not verified',
    unchanged: 'Nothing has changed: neither what is live nor the draft.',
    reconnecting: 'The connection was lost. The verification goes on; connecting again …',
    leave: 'You can leave this page; the verification goes on.',
  },
  numbers: {
    title: 'Organization numbers',
    lead: 'Messages originate from the numbers that you select. Each of them can do both SMS and voice.',
    list: 'Organization numbers to select',
    search: 'Search',
    searchHint: 'Number or name',
    onlySelected: 'Show only selected',
    selectAll: 'Select all',
    selectNone: 'Select none',
    selected: (selected: number, listed: number) =>
      `${selected.toLocaleString('en')} of ${listed.toLocaleString('en')} selected`,
    loading: (loaded: number, of: number) =>
      `${loaded.toLocaleString('en')} of ${of.toLocaleString('en')} loaded …`,
    nothingFound: 'No number fits the search.',
    nothingSelected: 'At least one number has to be selected.',
    unavailable: 'not available at Twilio',
    kept: 'The selection is kept in the draft.',
    notKept: 'The selection is not kept yet',
    keeping: 'Keeping the selection …',
    excluded: (numbers: number) =>
      `${count(numbers, 'number is', 'numbers are')} filtered out, for want of SMS or voice`,
    reasons: EXCLUSIONS,
    first: (shown: number) => `The first ${shown} of them`,
  },
  fallback: {
    title: 'Fallback to default account',
    lead: 'A message that your account cannot originate, because Twilio answers with an error or no number is available:',
    choice: 'Fallback to default account',
    names: FALLBACKS,
    disabled: 'It is not sent. Nothing is billed, neither to the default account nor to you.',
    enabled:
      'The default account sends it. The platform pays Twilio, and you are charged the platform’s rates, not the prices of your Twilio account.',
    notDefined: 'Nobody has chosen yet: as long as that is so, the default account may be billed.',
    price: (amount: string, currency: string, country: string) =>
      `To this recipient (${country}) it costs ${amount} ${currency} for each segment or call.`,
    noPrice: 'Nothing is billed for it.',
  },
  preview: {
    title: 'Who would send, who would pay',
    lead: 'As the live version decides it, with the fallback chosen above. Nothing is sent.',
    to: 'Recipient',
    toHint: 'In international form, as +15005550006.',
    channel: 'Channel',
    show: 'Preview',
    wrong: 'A phone number begins with + and has up to 15 digits.',
    first: 'First',
    onError: 'If Twilio answers with an error',
    originators: { CUSTOM: 'Your account', DEFAULT: 'The default account' } as Readonly<
      Record<string, string>
    >,
    from: (number: string) => `from ${number}`,
    nothing: 'Nothing is sent',
    pays: {
      CUSTOM: 'Twilio bills your account.',
      DEFAULT: 'The default account is billed, and you are charged the platform’s rate.',
    } as Readonly<Record<string, string>>,
    rules: RULES,
    off: 'This channel is off.',
  },
  save: {
    save: 'Save',
    reset: 'Undo my changes',
    nothing: 'Everything is saved.',
    changed: 'There are changes that are not live yet.',
    saved: (version: number) => `Saved. Version ${version} is live.`,
    requested: 'Asked for. It goes live when another admin approves it.',
    unmet: 'Before it can be saved:',
    firstVerify: 'Verify your Twilio account.',
    refused: 'Not saved',
  },
  consent: {
    title: 'Legal consent',
    for: (sid: string) => `For the Twilio account ${sid}`,
    version: 'Version',
    digest: 'SHA-256',
    inForce: 'In force since',
    agree: 'I consent, save',
    decline: 'Decline',
    later: 'Not now',
    declined: 'You declined. Nothing has changed, and your decision is recorded.',
  },
  conflict: {
    saved: (name: string, version: number) => `${name} saved version ${version} meanwhile`,
    draft: (name: string) => `${name} changed the draft meanwhile`,
    kept: 'Nothing that you typed is lost. This is what changed:',
    draftKept: 'Your selection stays here until you choose.',
    mine: 'Go on with my changes',
    theirs: 'Take over theirs',
  },
  history: {
    empty: 'Nothing has been saved yet',
    version: 'Version',
    live: 'live',
    show: 'See the page as of then',
    changes: 'Changes',
    beginning: 'Before anything was saved: the default account, both channels.',
    fields: {
      account: 'Account',
      credential: 'Credential set',
      numbers: 'Numbers',
      fallback: 'Fallback',
      channels: 'Channels',
      sendingPolicy: 'Sending policy',
      consent: 'Consent for',
    },
    sendingPolicyChanged: 'Changed',
    numbers: (of: number) => count(of, 'number', 'numbers'),
    addedNumbers: (of: number) => `${count(of, 'number', 'numbers')} added`,
    removedNumbers: (of: number) => `${count(of, 'number', 'numbers')} removed`,
  },
  asOf: {
    at: 'Instant',
    atHint: 'In your own time zone.',
    show: 'Show',
    shown: 'The page as it was at',
    none: 'No custom account: the default account sent.',
    selected: 'Numbers',
    more: (more: number) => `and ${more.toLocaleString('en')} more`,
  },
  readOnly: 'Your role can see this page and change nothing.',
  remedy: (warning: AccountWarningKind, credential: TwilioCredentialKind) =>
    warning === 'TOKEN_REJECTED' ? REJECTED[credential] : REMEDIES[warning],
  since: 'Since',
} as const;
