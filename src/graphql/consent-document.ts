import type { ConsentDocument as DocumentShape } from '../consent/consent.ts';
import { builder } from './builder.ts';

/** A legal text. */
export const ConsentDocument = builder.objectRef<DocumentShape>('ConsentDocument').implement({
  description: 'A legal text. A published one is never changed or removed.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Its version; a new wording is a new version.' }),
    locale: t.exposeString('locale', { description: 'Its language, a BCP 47 tag.' }),
    title: t.exposeString('title', { description: 'Its title.' }),
    body: t.exposeString('body', { description: 'The text, in paragraphs that an empty line divides.' }),
    digest: t.exposeString('digest', {
      description: 'SHA-256 in hexadecimal over the canonical JSON of version, locale, title and body.',
    }),
    inForceFrom: t.expose('inForceFrom', {
      type: 'DateTime',
      description: 'From when on it is in force.',
    }),
  }),
});
