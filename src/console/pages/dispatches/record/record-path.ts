import { pathOf } from '../../../caller/paths.ts';

/** The address of one record explained. */
export function recordPath(tenantId: string | null, id: string): string {
  return `${pathOf('dispatches', tenantId)}/${encodeURIComponent(id)}`;
}
