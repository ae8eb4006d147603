import { SETTING_NAMES } from './environment.ts';

/** First words of our names that others use for variables of theirs as well. */
const COMMON_WORDS = new Set([
  'DATA',
  'HTTP',
  'HTTPS',
  'KEEP',
  'LOG',
  'NO',
  'NODE',
  'PLATFORM',
  'PUBLIC',
  'STOP',
]);

/** First words by which a variable is one of ours. */
const OUR_WORDS = new Set([
  'ORIGINATOR',
  ...SETTING_NAMES.filter((name) => name.includes('_'))
    .map(firstWord)
    .filter((word) => !COMMON_WORDS.has(word)),
]);

/** Variables that Twilio's own programs read, or that Kubernetes sets for a service that has one of our words for its name. */
const OF_OTHERS = [
  /^TWILIO_(ACCOUNT_SID|AUTH_TOKEN|API_KEY|API_SECRET|PHONE_NUMBER|PROFILE|REGION|EDGE|LOG_LEVEL)$/,
  /_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$/,
  /_PORT(_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)?$/,
];

/** Proxies of kinds that we do not use; their names are like those of ours. */
const OTHER_PROXY = /^(ALL|FTP|RSYNC|SOCKS|WS|WSS)_PROXY$/i;

/** Shorter names are too easily like a word that means something else. */
const SHORTEST_MISSPELT = 7;
const MOST_MISTAKES = 2;

/** Variables that look like settings of ours and are none (X6), each with the one that was probably meant. */
export function unknownSettings(names: readonly string[], ignored: readonly string[]): readonly string[] {
  const known = new Set<string>([...SETTING_NAMES, ...ignored]);
  return names
    .filter((name) => !known.has(name) && !OTHER_PROXY.test(name))
    .flatMap((name) => {
      const meant = nearest(name);
      if (meant === undefined && !isOfOurWords(name)) return [];
      const question = meant === undefined ? '' : ` did you mean ${meant}?`;
      return [
        `${name} is not a setting:${question} If it belongs to another program, name it in IGNORED_VARIABLES`,
      ];
    });
}

/**
 * Settings whose value still has what a file of settings or a shell was to take off: quotation marks around it, white
 * space or the end of a line. Nothing of the value is told, which may be a secret.
 */
export function frayedValues(given: Readonly<Partial<Record<string, string>>>): readonly string[] {
  return SETTING_NAMES.filter((name) => {
    const value = given[name] ?? '';
    return value !== value.trim() || /^(["']).*\1$/s.test(value);
  }).map((name) => `${name} has quotation marks or white space around its value; remove them`);
}

function isOfOurWords(name: string): boolean {
  return OUR_WORDS.has(firstWord(name)) && !OF_OTHERS.some((pattern) => pattern.test(name));
}

function firstWord(name: string): string {
  return name.split('_', 1)[0] ?? '';
}

function nearest(name: string): string | undefined {
  if (name.length < SHORTEST_MISSPELT) return undefined;
  const upper = name.toUpperCase();
  const [best] = SETTING_NAMES.filter((known) => known.length >= SHORTEST_MISSPELT)
    .map((known) => ({ known, mistakes: editDistance(upper, known) }))
    .filter(({ mistakes }) => mistakes <= MOST_MISTAKES)
    .sort((one, other) => one.mistakes - other.mistakes);
  return best?.known;
}

/** The number of letters that must be put in, left out or replaced to make one word of the other. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, otherLetter] of [...other].entries()) {
      const replaced = (row[at] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
