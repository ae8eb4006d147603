import { posix } from 'node:path';
import type { ProjectFile } from './project-files.ts';

const FENCES = /^(```|~~~)[\s\S]*?^\1/gm;
const CODE = /`[^`\n]*`/g;
const LINKS = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm;
const ELSEWHERE = /^[a-z][a-z+.-]*:/i;

/** Blanks out a match, so that what is left keeps its lines. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** The anchors that a page's headings get: lower case, letters, digits, hyphens; repeats are numbered. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of text.replace(FENCES, blank).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = (heading ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let repeat = 1; anchors.has(anchor); repeat += 1) {
      anchor = `${slug}-${repeat}`;
    }
    anchors.add(anchor);
  }
  return anchors;
}

function objection(page: string, link: string, texts: ReadonlyMap<string, string>): string | undefined {
  const [file = '', anchor] = link.split('#');
  const path =
    file === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURIComponent(file)));
  const folder = path.replace(/\/?$/, '/');
  const text = texts.get(path);
  if (text === undefined) {
    return [...texts.keys()].some((one) => one.startsWith(folder)) ? undefined : 'which is not there';
  }
  const anchored = anchor === undefined || !path.endsWith('.md') || anchorsOf(text).has(anchor);
  return anchored ? undefined : 'a heading that is not there';
}

/** Links of Markdown pages, images too, that lead to no file, folder or heading of the project. Code is no link. */
export function brokenLinks(files: readonly ProjectFile[]): string[] {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  return files
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((page) => {
      const prose = page.text.replace(FENCES, blank).replace(CODE, blank);
      return [...prose.matchAll(LINKS)].flatMap((match) => {
        const link = match[1] ?? match[2] ?? '';
        const why = ELSEWHERE.test(link) ? undefined : objection(page.path, link, texts);
        const line = prose.slice(0, match.index).split('\n').length;
        return why === undefined ? [] : [`${page.path}:${line} links to ${link}, ${why}`];
      });
    });
}
