/** The words about changes that take another person or their time. */
export const approvalText = {
  title: 'A change waits',
  asked: (name: string, kind: string) => `${name} asks for ${kind}.`,
  kinds: {
    SAVE: 'a save',
    REMOVAL: 'the removal of the account',
    FOUR_EYES_OFF: 'changes that take one person only',
  },
  applies: 'It is made at',
  scheduled: 'It is approved.',
  changes: 'What it would change',
  gone: 'Its draft is no longer as it was, so it can only be rejected or withdrawn.',
  note: 'Note',
  noteAdvice: 'It stays in the log and must name nobody.',
  approve: 'Approve, make it live',
  reject: 'Reject',
  withdraw: 'Withdraw',
  own: 'Another admin has to approve it.',
  refused: 'Not decided',
  fourEyes: 'Two persons',
  required: {
    OFF: 'One admin alone can change who sends.',
    TENANT: 'Each change of who sends takes another admin.',
    PLATFORM: 'Each change of who sends takes another admin. The platform requires it.',
  },
  require: 'Require another admin',
  release: 'Ask to require one admin only',
} as const;
