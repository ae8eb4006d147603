/** The texts about signing in. */
export const sessionText = {
  unavailable: {
    title: 'Nobody can sign in here',
    advice:
      'This server names no sign-in for the console. In development, open it at a loopback address such as http://127.0.0.1:4000/console and without TRUSTED_PROXIES.',
  },
  openid: {
    title: 'Sign in to Originator',
    lead: (issuer: string) => `You sign in at ${issuer}, in a window that opens for it and closes again.`,
    signIn: 'Sign in',
    again: 'Sign in again',
    signOut: 'Sign out',
    another: 'Sign in as somebody else',
    waiting: 'Waiting for the other window',
    waitingFor: 'Go on in the window that has opened. If you closed it, or cannot find it, begin once more.',
    once: 'Begin once more',
    cancel: 'Cancel',
    ended: 'Your sign-in has ended',
    endedAdvice:
      'Sign in again and go on here: what you typed stays, and what you just asked for is then done.',
    somebodyElse: 'Somebody else has signed in since, so this was not done.',
    left: 'You signed out, so this was not done.',
    returned: {
      title: 'Your sign-in is back in the console',
      advice: 'You can close this window.',
    },
  },
  stepUp: {
    title: 'Sign in again to do this',
    lead: 'It changes who sends, so it takes a fresh or stronger sign-in. All that you typed stays, and what you asked for is then done.',
    wanted: (names: string) => `It takes one of: ${names}.`,
    age: (seconds: number) => `It takes a sign-in of the last ${seconds} seconds.`,
    again: 'Sign in again',
    freshToken: 'Get a fresh token',
    giveUp: 'Leave it undone',
    givenUp: 'You did not sign in again, so this was not done.',
    nowhere: 'This server names no sign-in for the console.',
  },
  /** The reasons for which a sign-in came to nothing: a title and what to do. */
  problems: {
    blocked: {
      title: 'The browser opened no window',
      advice: 'Permit this page to open windows, then sign in again.',
    },
    denied: {
      title: 'The sign-in was not completed',
      advice:
        'It was cancelled or denied. Sign in again, or ask the administrator of your sign-in for access.',
    },
    unreachable: {
      title: 'The sign-in cannot be reached',
      advice:
        'Look whether you are connected, then sign in again. If it stays so, its administrator has to look: it has to permit requests from the address of this page.',
    },
    refused: {
      title: 'The sign-in refused this console',
      advice: 'Its administrator has to look at how this console is registered there.',
    },
    untrusted: {
      title: 'The answer of the sign-in cannot be trusted',
      advice: 'It does not belong to what this page asked for, and was thrown away. Sign in again.',
    },
  },
  development: {
    role: 'Role',
    tenant: 'Tenant',
    refused: 'The server gave no token',
  },
} as const;
