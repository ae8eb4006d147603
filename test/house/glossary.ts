import type { ProjectFile } from '../../scripts/project-files.ts';
import type { Exception } from './manners.ts';

/** A word that the glossary replaces, and where it stands in a text. */
export interface ReplacedWord {
  readonly word: string;
  readonly pattern: RegExp;
}

/** The words in the last column of each table of the glossary: identifiers between backticks, phrases between quotes. */
export function replacedWords(glossary: string): readonly ReplacedWord[] {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').at(-2) ?? '')
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`|"([^"]+)"/g)])
    .map(([, name, phrase]) =>
      name === undefined
        ? { word: phrase ?? '', pattern: phrasePattern(phrase ?? '') }
        : { word: name, pattern: new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`) },
    );
}

/** Each place where a file uses a replaced word, in its path or its text, except where the word may stand. */
export function usesOf(
  words: readonly ReplacedWord[],
  files: readonly ProjectFile[],
  exceptions: readonly Exception[],
): string[] {
  const excepted = new Set(exceptions.map(({ path, name }) => `${path} ${name ?? ''}`));
  return files.flatMap(({ path, text }) =>
    words
      .filter(({ word }) => !excepted.has(`${path} ${word}`))
      .flatMap(({ word, pattern }) => {
        const found = pattern.exec(text);
        if (found !== null) return [`${path}:${text.slice(0, found.index).split('\n').length} ${word}`];
        return pattern.test(path) ? [`${path} ${word}`] : [];
      }),
  );
}

/** A phrase in any case, also where a line of text or of a comment breaks within it. */
function phrasePattern(phrase: string): RegExp {
  const words = phrase.split(' ').map(escaped);
  return new RegExp(`(?<!\\w)${words.join('[\\s*/]+')}(?!\\w)`, 'i');
}

/** For a regular expression; a star stands for the beginning of a type's name. */
function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[A-Z]\\w*');
}
