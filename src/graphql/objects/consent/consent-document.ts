import type { ConsentDocument as DocumentShape } from '../../../consent/consent.ts';
import { builder } from '../../builder.ts';

export const ConsentDocument = builder.objectRef<DocumentShape>('ConsentDocument').implement({
  description: 'A legal text that an admin consents to. A published text is never changed or removed.',
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'The version of the text. Any new wording is a new version.',
    }),
    locale: t.exposeString('locale', { description: 'The language of the text as a BCP 47 tag.' }),
    title: t.exposeString('title', { description: 'The title of the text.' }),
    body: t.exposeString('body', { description: 'The text. Paragraphs are separated by an empty line.' }),
    digest: t.exposeString('digest', {
      description:
        'The SHA-256 digest, in hexadecimal, of the canonical JSON of version, locale, title and body.',
    }),
    inForceFrom: t.expose('inForceFrom', {
      type: 'DateTime',
      description: 'The time from which the text is in force.',
    }),
  }),
});
