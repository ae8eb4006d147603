/** The text in lines of at most so many characters, broken at blanks; all but the first are indented. */
export function wrap(text: string, width: number, hanging = ''): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(word);
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${hanging}${word}`);
  }
  return lines;
}
