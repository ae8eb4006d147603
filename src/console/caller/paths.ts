/** The part of an address in front of the tenant that a role of the platform looks at. */
const TENANTS = 'tenants';

/** The place that an address leads to: the tenant that it names, if any, and the page. */
export function placeOf(path: string): { readonly tenant: string | null; readonly page: string } {
  const [first = '', second = '', third = ''] = path.split('/').filter(Boolean).map(decodeURIComponent);
  return first === TENANTS && second !== '' ? { tenant: second, page: third } : { tenant: null, page: first };
}

/** The address of a page within the console; the tenant is null where the token names it. */
export function pathOf(page: string, tenant: string | null): string {
  return tenant === null ? `/${page}` : `/${TENANTS}/${encodeURIComponent(tenant)}/${page}`;
}
