/** The texts of the picture of a decision, and of the sentences beside it. */
export const decisionText = {
  to: (recipient: string) => `to ${recipient}`,
  from: (number: string) => `from ${number}`,
  triedFirst: 'tried first',
  noCustomAccount: 'no custom account',
  noneLive: 'none is live',
  noNumber: 'no number to send from',
  notYet: 'not tried yet',
  notNeeded: 'not needed',
  notTried: 'not tried',
  noFallback: 'no fallback',
  reason: {
    INTERRUPTED: 'sending was interrupted',
    NO_DEFAULT_NUMBER: 'no number to send from',
    TIME_SPENT: 'no time was left',
  },
  withCode: (outcome: string, code: number) => `${outcome}, code ${code}`,
  payer: 'Billed',
  also: (account: string) => `and ${account} too`,
  accepted: 'accepted',
  perhaps: 'perhaps accepted',
  notAccepted: 'not accepted',
  customTried: (number: string) => `The custom account was tried first, from ${number}.`,
  defaultTried: (number: string) => `The default account was tried, from ${number}.`,
  sentenceWithCode: (sentence: string, code: number) => `${sentence.replace(/\.$/, '')} (code ${code}).`,
  consequence: {
    CUSTOM_FIRST: '',
    NO_CUSTOM_ACCOUNT: '',
    FALLBACK_ALLOWED: 'The fallback policy lets the default account send and be billed.',
    FALLBACK_DISABLED: 'The fallback policy is disabled, so no other account was tried.',
    FALLBACK_EXCLUDED_CODE: 'The platform makes no fallback after this code, so no other account was tried.',
    FALLBACK_GUARDED: 'A guard of the platform refused the fallback, so no other account was tried.',
    FALLBACK_BUDGET_SPENT: 'The budget for fallbacks had too little left, so no other account was tried.',
    FALLBACK_NOT_DEFINED:
      'No admin has ever chosen a fallback policy, and then the default account sends and is billed.',
    FALLBACK_NOT_DEFINED_OFF:
      'No admin has ever chosen a fallback policy, which this platform treats as disabled, so no other account was tried.',
  },
  bill: {
    CUSTOM: (amount: string | null) =>
      amount === null
        ? 'The custom account is billed; Twilio has not told the price yet.'
        : `The custom account is billed ${amount}.`,
    DEFAULT: (amount: string | null) =>
      amount === null
        ? 'The default account is billed.'
        : `The default account is billed ${amount} by the platform’s rate card.`,
    NONE: () => 'Nobody is billed.',
    UNKNOWN: () => 'It is not yet known who is billed.',
  },
  alsoBilled: (account: string) =>
    `Both accounts turned out to have accepted it, so ${account} is billed by Twilio too.`,
} as const;
