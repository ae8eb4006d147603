import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { spokenTwiml, TWIML_MAX } from '../../src/twilio/spoken-text.ts';

const twimlOf = (text: string, language = 'en-US') => spokenTwiml({ text, language });
const inside = (twiml: string) =>
  /^<Response><Say language="en-US">(.*)<\/Say><\/Response>$/s.exec(twiml)?.[1];

/** What a reader of XML hears in a text without tags. */
function heard(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

describe('the TwiML of a call', () => {
  it.each([
    [
      'tags',
      '</Say><Dial>+19005550100</Dial><Say>',
      '&lt;/Say&gt;&lt;Dial&gt;+19005550100&lt;/Dial&gt;&lt;Say&gt;',
    ],
    ['entities', '&amp; &#60;', '&amp;amp; &amp;#60;'],
    ['the end of a CDATA section', ']]>', ']]&gt;'],
    ['an instruction', '<?x?><!DOCTYPE y>', '&lt;?x?&gt;&lt;!DOCTYPE y&gt;'],
    ['quotes', `"it's"`, "&quot;it's&quot;"],
    ['control characters', 'a\u0000\u0001\u0008\u000b\u000c\u001fb', 'ab'],
    ['white space', 'a\t\n\rb', 'a\t\n\rb'],
    ['halves of characters', 'a\ud800b\udc00c', 'abc'],
    ['whole characters', '🔑 Ä ж 鍵', '🔑 Ä ж 鍵'],
    ['no characters', 'a\ufffe\uffffb', 'ab'],
  ])('given %s, they are spoken and never obeyed', (_, text, expected) => {
    expect(inside(twimlOf(text))).toBe(expected);
  });

  it('given a language with a quote in it, it stays one attribute', () => {
    expect(twimlOf('x', 'en" voice="<y>')).toBe(
      '<Response><Say language="en&quot; voice=&quot;&lt;y&gt;">x</Say></Response>',
    );
  });

  it('given any text, there are our two tags only, and what XML can write is heard as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = inside(twimlOf(text)) ?? 'no TwiML';
        expect(xml).not.toMatch(/[<>"]/);
        expect(Buffer.from(xml, 'utf8').toString('utf8')).toBe(xml);
        expect(heard(xml)).toBe([...text].filter((each) => isXml(each.codePointAt(0) ?? 0)).join(''));
      }),
    );
  });

  it("given a text, Twilio's own builder hears the same in ours", () => {
    const text = 'Tom & Jerry <3 "x"';
    const built = new twilio.twiml.VoiceResponse();
    built.say({ language: 'en-US' }, text);
    const theirs = /<Say[^>]*>(.*)<\/Say>/.exec(built.toString())?.[1] ?? '';
    expect(heard(inside(twimlOf(text)) ?? '')).toBe(heard(theirs));
  });

  it('given 600 of the characters that grow most, it is no longer than Twilio takes', () => {
    expect(twimlOf('"'.repeat(600), 'cmn-Hans-CN').length).toBeLessThanOrEqual(TWIML_MAX);
  });
});

function isXml(point: number): boolean {
  if (point < 0x20) return point === 0x9 || point === 0xa || point === 0xd;
  return !(point >= 0xd800 && point <= 0xdfff) && point !== 0xfffe && point !== 0xffff;
}
