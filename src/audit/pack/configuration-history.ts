import type { PackSpan } from './pack-form.ts';
import type { ConfigurationAt, ConfigurationChange } from './summary-form.ts';
import { actorOf, BoundedList, member, type ToldEntry } from './told-entry.ts';

/** The kinds of entry that say how the configuration changed; the first two hold it as a whole. */
const VERSIONS: readonly string[] = ['CONFIGURATION_SAVED', 'ACCOUNT_REMOVED'];
const CHANGES: readonly string[] = [
  ...VERSIONS,
  'TOKEN_ROTATED',
  'FALLBACK_POLICY_CHANGED',
  'CHANNELS_CHANGED',
];

/** Follows the configuration of a tenant: at both ends of a span, and each change between. */
export class ConfigurationHistory {
  readonly #span: PackSpan;
  readonly #changes = new BoundedList<ConfigurationChange>();
  readonly #atStart: Instant;
  readonly #atEnd: Instant;

  constructor(span: PackSpan) {
    this.#span = span;
    this.#atStart = new Instant(span.from);
    this.#atEnd = new Instant(span.to);
  }

  /** Goes on with an entry of any kind. */
  take(entry: ToldEntry): void {
    const { id, at, kind, before, after } = entry;
    if (!CHANGES.includes(kind)) return;
    if (VERSIONS.includes(kind)) {
      this.#atStart.take(entry);
      this.#atEnd.take(entry);
    }
    if (at < this.#span.from || at >= this.#span.to) return;
    this.#changes.add({ entry: id, at, kind, by: actorOf(entry), before, after }, entry);
  }

  finish() {
    return { atStart: this.#atStart.found(), atEnd: this.#atEnd.found(), changes: this.#changes.list() };
  }
}

/** Finds the version that was in force before an instant: entries come nearly, but not always, in the order of their times. */
class Instant {
  readonly #instant: string;
  #last: Version | undefined;
  #next: Version | undefined;

  constructor(instant: string) {
    this.#instant = instant;
  }

  take({ id, at, before, after }: ToldEntry): void {
    const version = Number(member(after, 'version'));
    if (at < this.#instant) {
      if (this.#last === undefined || version > this.#last.version)
        this.#last = { version, found: { entry: id, told: 'AFTER', configuration: after } };
    } else if (this.#next === undefined || version < this.#next.version)
      this.#next = { version, found: { entry: id, told: 'BEFORE', configuration: before } };
  }

  /** Null where no entry tells it: of the log's first epoch, the tenant had saved nothing yet. */
  found(): ConfigurationAt | null {
    return (this.#last ?? this.#next)?.found ?? null;
  }
}

interface Version {
  readonly version: number;
  readonly found: ConfigurationAt;
}
