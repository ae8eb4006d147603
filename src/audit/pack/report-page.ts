import { sha256Binary } from '../../ledger/tree/cryptography.ts';
import { Html, html } from './escaped-html.ts';

/** A table of the report: its columns, of which those that are named hold numbers, and its rows. */
export interface ReportTable {
  readonly id: string;
  readonly columns: readonly string[];
  readonly numbers?: readonly string[];
  readonly rows: readonly (readonly (string | number | Html)[])[];
  /** The number of rows that the list had no room for. */
  readonly omitted?: number;
}

const STYLE = `body{font:11pt/1.45 Georgia,serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
h1{font-size:1.7em}h2{font-size:1.25em;margin-top:2em;border-bottom:1px solid #999}h3{font-size:1em}
table{border-collapse:collapse;width:100%;font-size:.85em;margin:1em 0}
th,td{border:1px solid #bbb;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:6.5em}
th{background:#eee;overflow-wrap:normal}td.n{text-align:right;white-space:nowrap;min-width:0}
tr{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}
@page{margin:2cm}@media print{body{margin:0;max-width:none;font-size:9.5pt}}`;

/** The page allows itself its one style and nothing else: no script, no address, no frame. */
const POLICY = `default-src 'none'; style-src 'sha256-${Buffer.from(sha256Binary(Buffer.from(STYLE)), 'binary').toString('base64')}'; base-uri 'none'; form-action 'none'`;

/** The report as a page of its own, for a browser and for paper. */
export function reportPage(title: string, sections: readonly Html[]): string {
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
${sections}
</body>
</html>
`;
  return page.text;
}

/** A section with a heading. */
export function section(heading: string, ...content: readonly Html[]): Html {
  return html`<section>
<h2>${heading}</h2>
${content}</section>
`;
}

/** A paragraph. */
export function paragraph(text: string): Html {
  return html`<p>${text}</p>
`;
}

/** A list of sentences. */
export function bullets(sentences: readonly string[]): Html {
  return html`<ul>
${sentences.map(
  (text) => html`<li>${text}</li>
`,
)}</ul>
`;
}

/** A table, or a sentence in place of one without rows. */
export function table({ id, columns, numbers = [], rows, omitted = 0 }: ReportTable, none: string): Html {
  if (rows.length === 0) return paragraph(none);
  const more = `${omitted.toLocaleString('en-US')} more are in the log; there was no room for them here.`;
  return html`<table id="${id}">
<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) => html`<tr>${cells.map((cell, at) => tableCell(cell, numbers.includes(columns[at] ?? '')))}</tr>
`,
)}</tbody>
</table>
${omitted === 0 ? [] : [paragraph(more)]}`;
}

function tableCell(content: string | number | Html, isNumber: boolean): Html {
  if (isNumber) return html`<td class="n">${content}</td>`;
  return html`<td><bdi>${content}</bdi></td>`;
}
