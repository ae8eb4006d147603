/** A section of the rules: their letter, what they are about, and each rule in one line, by number from 1. */
export interface RuleSection {
  readonly letter: string;
  readonly title: string;
  readonly summaries: readonly string[];
}

/** The rules in short. Numbers are for good: a rule may be reworded here, but never renumbered. */
export const RULE_SECTIONS: readonly RuleSection[] = [
  {
    letter: 'V',
    title: 'Verifying an account',
    summaries: [
      'Input is trimmed; a SID that is not 34 characters long is refused with a text of its own.',
      'A SID of another form, and a token that is empty, unprintable or over 128 characters, are refused; the SID kept is the one that Twilio returns.',
      'Both are decided before anything is asked of Twilio or written.',
      'Verifying reads the account and every page of its numbers, and ends within 60 seconds verified, or failed for one of a closed list of reasons, each with advice.',
      'It runs outside the request, can be followed from any node, is taken over when its process dies, and never leaves a final status.',
      'A failure changes neither what is live nor the draft, and its token is erased.',
      'A success becomes the draft; the selection is kept for the same SID, and taken from what is live for the live SID.',
      'A draft lives 24 hours from its verification, whatever is edited, and its token goes with it.',
      'A newer verification, a discard or a removal supersedes one under way; a tenant has ten a minute.',
      'A trial account verifies, with a warning.',
    ],
  },
  {
    letter: 'N',
    title: 'Organization numbers',
    summaries: [
      'Only numbers that do both SMS and voice are listed, for both channels.',
      'The others are reported apart, each with its reason, and cannot be selected.',
      'A selection needs one listed number at least, replaces the former one, names what it refuses, and changes nothing when refused.',
      'All listed numbers of this moment can be taken in one call; lists filter and count what is selected, available and excluded.',
      'Alphanumeric senders, short codes and messaging services are not shown.',
      'Whether Twilio still has a number is kept apart from whether the tenant chose it, and only a complete refresh changes it.',
      'Sender IDs and message classes are set up at Twilio, not here.',
    ],
  },
  {
    letter: 'C',
    title: 'Consent',
    summaries: [
      'It is asked for exactly when the SID being saved is not the live one; the save decides.',
      'Legal texts are versioned and never changed; a consent names the SID, draft revision and text that were shown, or is refused.',
      'The record says who, when, how and from where, never changes, and is ended only by a further one.',
      'Changing numbers, channels, policy or the token of the same SID asks nothing.',
      'Declining changes nothing else, and is recorded.',
      'Whether a valid consent was there can be asked for any instant.',
      'Consents outlive account, draft and configuration.',
      'Only a person of that tenant gives or declines it.',
    ],
  },
  {
    letter: 'S',
    title: 'Saving and managing',
    summaries: [
      'A save applies everything together, with its audit entries, as the next version, in force from a later instant.',
      'It is refused with all that is unmet at once: verified account, unexpired draft, an available number, a channel, the consent.',
      'Two admins never overwrite each other unseen: each change names what it is based on, and what is no longer current is refused with what is.',
      'Another account is the whole flow again; the former one stays live until the save.',
      'Removing the account makes a version without one and discards the draft; histories stay.',
      'A token is rotated by verifying and saving again, without a gap and without consent.',
      'Selecting numbers without a draft starts one from the live account; mode and channels can be saved without any.',
      'The policy has three modes, of which the undefined one is never chosen; a save without a choice keeps the mode.',
      'A configuration says which channels are on, at least one, also without an account of its own.',
      'A replaced token sends nothing new, and is erased as soon as nothing under way needs it, after 24 hours at the latest.',
      'Warnings stand on the account with since-when, and no account is removed by itself.',
      'A tenant exists as soon as it is named, at version 0.',
    ],
  },
  {
    letter: 'D',
    title: 'Dispatching',
    summaries: [
      'Each dispatch is decided on its own, alike for SMS and voice.',
      'Without a live account of its own the default account sends, which is no fallback.',
      'A live account of its own is always tried first, from a steady number.',
      'API errors and the lack of a number trigger a fallback; delivery errors do not.',
      'What Twilio answers to the request is an API error; what it calls back is delivery.',
      'The mode decides whether the default account is tried, and the record states the rule.',
      'When the default account fails too, both attempts are recorded.',
      'An unclear answer stays open until reconciled; a dispatch fails only when every attempt is known to have.',
      'The platform may list error codes that never fall back.',
      'An idempotency key answers with its record and never sends twice.',
      'Intent is committed before, outcome after each attempt; nothing is ever sent by itself.',
      'Texts are never stored; recipients are masked, with a keyed hash.',
      'Status callbacks need a valid signature, and status only moves forward.',
      'A dispatch is decided under the version in force when its intent was committed.',
      'After a commit whose answer was lost the service goes on from what is there and decides nothing twice; there are at most two attempts, each called once.',
    ],
  },
  {
    letter: 'B',
    title: 'Billing',
    summaries: [
      'The account whose API accepted is billed, whatever becomes of the delivery.',
      'The default account charges by the rate card of the platform, whose version the record keeps.',
      "An account of the tenant's own is charged what Twilio says, once it says so.",
      'Each record explains by itself who was billed and why.',
      'SMS segments are counted as Twilio counts them, and follow its answer where that tells them.',
    ],
  },
  {
    letter: 'A',
    title: 'Audit',
    summaries: [
      'Every change that matters has an entry, written in the transaction of the change.',
      'Entries are never changed or removed; the database refuses it.',
      "A tenant's entries are one log that anybody with the published key can verify offline.",
      'An entry says who, what, when, on what, before and after, and never a secret.',
      'Reading is by role, and exports are audited.',
    ],
  },
  {
    letter: 'X',
    title: 'Access',
    summaries: [
      'Every request carries a signed token, and roles bundle what it may do.',
      "Another tenant's object is answered as an unknown one.",
      'Tenants are kept apart in every query, and again by the database.',
      'Auth tokens go in and never come out: not in answers, logs, errors or entries.',
      'What a node or the database has a limited number of is shared out by tenant, and within it by subject or address.',
      'Development is asked for by name; production refuses to start without its settings, in clear text, or with a login that owns anything.',
    ],
  },
];

/** What is built by now: each of these rules must be cited by a test. */
export const BUILT = new Set([
  ...['V', 'N', 'C', 'S', 'D', 'B', 'X'].flatMap((letter) =>
    (RULE_SECTIONS.find((section) => section.letter === letter)?.summaries ?? []).map(
      (_, index) => `${letter}${index + 1}`,
    ),
  ),
  ...['A1', 'A2', 'A4'],
]);
