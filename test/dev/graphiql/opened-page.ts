import { createContext, runInContext } from 'node:vm';
import { BROWSER, ownPage } from './own-page.ts';

type Headers = Readonly<Record<string, string>>;

interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What the page's script gives to GraphiQL. */
interface EditorProps {
  readonly query?: string;
  readonly defaultQuery: string;
  readonly fetcher: (
    operation: Operation,
    options: { readonly headers?: Headers; readonly documentAST?: unknown },
  ) => Promise<Record<string, unknown> & AsyncIterable<unknown>>;
  readonly onEditQuery: (query: string) => void;
}

/** The page as a browser has it open, without what it draws. */
export interface OpenedPage {
  readonly editor: EditorProps;
  readonly address: () => string;
  readonly told: () => string;
  /** As a person does on the page. */
  readonly choose: (role: string, tenant: string) => void;
}

/** The form of the page, with the role that is chosen. */
function createForm(tenant: string) {
  let changed = () => {};
  const output = { textContent: '', toggleAttribute: () => {} };
  const role = {
    value: 'admin',
    selectedIndex: 0,
    get selectedOptions() {
      return [{ hasAttribute: () => role.value.startsWith('platform-') }];
    },
  };
  const elements = { role, tenant: { value: tenant, disabled: false } };
  const listen = (type: string, listener: () => void) => {
    if (type === 'change') changed = listener;
  };
  return {
    form: { elements, querySelector: () => output, addEventListener: listen },
    output,
    choose(wanted: string, of: string) {
      role.value = wanted;
      elements.tenant.value = of;
      changed();
    },
  };
}

/** Sends what a script sends with what a browser adds to it. */
function fetchFrom(page: string) {
  const { 'Sec-Fetch-Site': site = '', Origin = '' } = ownPage(page);
  return (target: string, init: RequestInit) =>
    fetch(new URL(target, page), {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), Origin, 'Sec-Fetch-Site': site },
    });
}

/** Opens the page at this address, as a person of this tenant, and runs its own script. */
export async function openPage(page: string, tenant: string): Promise<OpenedPage> {
  const html = await (await fetch(page, { headers: BROWSER })).text();
  const settings = /id="settings">([^<]*)</.exec(html)?.[1] ?? '';
  const { form, output, choose } = createForm(tenant);
  const elements: Readonly<Record<string, unknown>> = {
    '#settings': { textContent: settings },
    '#sign-in': form,
  };
  const location = new URL(page);
  const rendered: EditorProps[] = [];
  const context = createContext({
    ...{ location, URL, URLSearchParams, AbortController, TextDecoder, setTimeout, clearTimeout },
    fetch: fetchFrom(page),
    document: { querySelector: (selector: string) => elements[selector] ?? null },
    history: { replaceState: (_state: null, _title: string, to: URL) => (location.href = to.href) },
    sessionStorage: { getItem: () => null, setItem: () => {} },
    React: { createElement: (_component: unknown, props: EditorProps) => props },
    ReactDOM: { createRoot: () => ({ render: (props: EditorProps) => rendered.push(props) }) },
  });
  for (const name of ['graphql-sse.js', 'page.js']) {
    runInContext(await (await fetch(new URL(`/graphiql/${name}`, page))).text(), context);
  }
  const [editor] = rendered;
  if (editor === undefined) throw new Error('the page shows no editor');
  return { editor, choose, address: () => location.href, told: () => output.textContent };
}
