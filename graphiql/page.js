/** The script of the GraphiQL page: signs it in, sends what is asked, and keeps that in the address for reloads and links. */
const { React, ReactDOM, GraphiQL, graphqlSse } = globalThis;
const settings = JSON.parse(document.querySelector('#settings').textContent);
const endpoint = new URL(location.pathname, location.origin).href;

/** A token is asked for anew when it is this near to its end. */
const NEARLY_EXPIRED_MS = 60_000;
/** A longer address is not served, and reloading it would fail. */
const LONGEST_ADDRESS = 4_000;
/** What of an operation is kept in the address. */
const KEPT = ['query', 'variables', 'operationName'];

function createSignIn(form) {
  const { role, tenant } = form.elements;
  const output = form.querySelector('output');
  let current;

  function show(text, failed = false) {
    output.textContent = text;
    output.toggleAttribute('data-failed', failed);
  }

  async function issue() {
    const wanted = new URLSearchParams({ role: role.value });
    if (!tenant.disabled) wanted.set('tenant', tenant.value.trim());
    const response = await fetch(`development/token?${wanted}`, { method: 'POST' });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.errors[0].message);
    return { token: answer.token, expiresAt: Date.parse(answer.expiresAt) };
  }

  /** The token of the role that is chosen, the same until it is nearly over. */
  async function token() {
    const known = await current?.catch(() => undefined);
    if (known === undefined || known.expiresAt - Date.now() < NEARLY_EXPIRED_MS) current = issue();
    return (await current).token;
  }

  function change() {
    tenant.disabled = role.selectedOptions[0].hasAttribute('data-platform');
    sessionStorage.setItem('signIn', JSON.stringify({ role: role.value, tenant: tenant.value }));
    current = issue();
    const mine = current;
    mine.then(
      () =>
        mine === current &&
        show(`Signed in as ${role.value}${tenant.disabled ? '' : ` of ${tenant.value.trim()}`}.`),
      (error) => mine === current && show(error.message, true),
    );
  }

  const before = JSON.parse(sessionStorage.getItem('signIn') ?? '{}');
  if (before.role !== undefined) role.value = before.role;
  if (role.selectedIndex < 0) role.selectedIndex = 0;
  if (before.tenant !== undefined) tenant.value = before.tenant;
  form.addEventListener('change', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  change();
  return token;
}

const signInForm = document.querySelector('#sign-in');
const token = signInForm === null ? null : createSignIn(signInForm);

/** What is written under "Headers" goes first. */
async function signed(headers = {}) {
  const hasOwn = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  return hasOwn || token === null ? headers : { ...headers, Authorization: `Bearer ${await token()}` };
}

function isSubscription({ operationName }, documentAST) {
  return (documentAST?.definitions ?? []).some(
    ({ operation, name }) =>
      operation === 'subscription' && (!operationName || name?.value === operationName),
  );
}

async function send(operation, { headers, documentAST } = {}) {
  if (isSubscription(operation, documentAST)) {
    const client = graphqlSse.createClient({
      url: endpoint,
      retryAttempts: 0,
      headers: () => signed(headers),
    });
    return client.iterate(operation);
  }
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...(await signed(headers)),
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json',
    },
    body: JSON.stringify(operation),
  });
  return response.json();
}

/** Keeps a part of the operation in the address, but for what would make that too long. */
function keep(name, value) {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  if (address.href.length > LONGEST_ADDRESS) for (const kept of KEPT) address.searchParams.delete(kept);
  history.replaceState(null, '', address);
}

const given = new URLSearchParams(location.search);
ReactDOM.createRoot(document.querySelector('#graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: send,
    defaultQuery: settings.firstQuery,
    ...(given.has('query') ? { query: given.get('query') } : {}),
    ...(given.has('variables') ? { variables: given.get('variables') } : {}),
    ...(given.has('operationName') ? { operationName: given.get('operationName') } : {}),
    ...(settings.signsIn ? {} : { defaultHeaders: '{ "Authorization": "Bearer " }' }),
    shouldPersistHeaders: false,
    onEditQuery: (query) => keep('query', query),
    onEditVariables: (variables) => keep('variables', variables),
    onEditOperationName: (name) => keep('operationName', name),
  }),
);
