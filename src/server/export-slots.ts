import type { TenantId } from '../kernel/ids.ts';
import type { Limits } from './limits.ts';
import { refusal } from './refusal.ts';

const RETRY_AFTER_SECONDS = 5;

/** How many exports this process sends at once, in all and of one log, so that one tenant's do not keep others waiting. */
export class ExportSlots {
  readonly #limits: Pick<Limits, 'exports' | 'exportsPerLog'>;
  readonly #held = new Map<TenantId, number>();

  constructor(limits: Pick<Limits, 'exports' | 'exportsPerLog'>) {
    this.#limits = limits;
  }

  /** Does the work while it counts as an export of the log. Throws a GraphQLError when there are too many already. */
  async hold(log: TenantId, work: () => Promise<void>): Promise<void> {
    const { exports, exportsPerLog } = this.#limits;
    const own = this.#held.get(log) ?? 0;
    if (own >= exportsPerLog) throw tooMany('exportsPerLog', exportsPerLog, 'of this log');
    const all = [...this.#held.values()].reduce((sum, count) => sum + count, 0);
    if (all >= exports) throw tooMany('exports', exports, 'of this server');
    this.#held.set(log, own + 1);
    try {
      await work();
    } finally {
      const left = (this.#held.get(log) ?? 1) - 1;
      if (left === 0) this.#held.delete(log);
      else this.#held.set(log, left);
    }
  }
}

function tooMany(limit: string, maximum: number, whose: string) {
  const message = `Too many exports ${whose} are under way; the limit is ${maximum}. Try again soon.`;
  return refusal('LIMIT_EXCEEDED', message, {
    status: 429,
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
    extensions: { limit, maximum },
  });
}
