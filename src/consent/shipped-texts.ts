import type { ConsentText } from './document-rules.ts';

/** The legal texts that Originator ships, used where the platform's configuration brings none (C2). */
export const SHIPPED_TEXTS: readonly ConsentText[] = [
  {
    version: 1,
    locale: 'en',
    title: 'Sending from your own Twilio account',
    inForceFrom: new Date('2026-01-01T00:00:00.000Z'),
    body: [
      'By enabling your own Twilio account you take responsibility for the SMS and voice messages that are sent ' +
        'from it to your users: for their content, for the sender registrations and permissions that the countries ' +
        'of your recipients ask for, and for every charge that Twilio makes to that account.',
      'Each message is first attempted from your account. Where your fallback policy allows it, a message that your ' +
        'account could not originate is sent from the default account of the platform instead. Such a message is ' +
        'billed to the platform and charged to you at the rates of the platform, not at the prices of your Twilio ' +
        'account. Two consecutive messages may therefore be billed to different accounts.',
      'This consent holds for the account named beside it until you replace or remove that account. Removing the ' +
        'account withdraws it. A record of your decision is kept.',
    ].join('\n\n'),
  },
  {
    version: 1,
    locale: 'de',
    title: 'Versand über Ihr eigenes Twilio-Konto',
    inForceFrom: new Date('2026-01-01T00:00:00.000Z'),
    body: [
      'Mit der Aktivierung Ihres eigenen Twilio-Kontos übernehmen Sie die Verantwortung für die SMS- und ' +
        'Sprachnachrichten, die darüber an Ihre Benutzer gesendet werden: für deren Inhalt, für die Registrierungen ' +
        'und Erlaubnisse, die die Länder Ihrer Empfänger verlangen, und für alle Kosten, die Twilio diesem Konto ' +
        'berechnet.',
      'Jede Nachricht wird zuerst über Ihr Konto versucht. Wo Ihre Ausweichregel es erlaubt, wird eine Nachricht, die ' +
        'Ihr Konto nicht absenden konnte, stattdessen über das Standardkonto der Plattform gesendet. Sie wird der ' +
        'Plattform berechnet und Ihnen nach deren Tarif belastet, nicht nach den Preisen Ihres Twilio-Kontos. Zwei ' +
        'aufeinanderfolgende Nachrichten können deshalb verschiedenen Konten berechnet werden.',
      'Diese Einwilligung gilt für das daneben genannte Konto, bis Sie es ersetzen oder entfernen. Das Entfernen des ' +
        'Kontos widerruft sie. Ihre Entscheidung wird aufgezeichnet.',
    ].join('\n\n'),
  },
];
