import type { PackSpan } from './pack-form.ts';
import { actorOf, BoundedList, member, type ToldActor, type ToldEntry } from './told-entry.ts';

/** The kinds of entry that say how the configuration changed; the first two hold it as a whole. */
const VERSIONS: readonly string[] = ['CONFIGURATION_SAVED', 'ACCOUNT_REMOVED'];
const CHANGES: readonly string[] = [
  ...VERSIONS,
  'TOKEN_ROTATED',
  'FALLBACK_POLICY_CHANGED',
  'CHANNELS_CHANGED',
];

/** A change of the configuration. */
export interface ConfigurationChange {
  readonly entry: string;
  readonly at: string;
  readonly kind: string;
  readonly by: ToldActor;
  readonly before: unknown;
  readonly after: unknown;
}

/** The configuration at an instant, and the entry that tells it: as what is after it, or what was before it. */
export interface ConfigurationAt {
  readonly entry: string;
  readonly told: 'AFTER' | 'BEFORE';
  readonly configuration: unknown;
}

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
    return { atStart: this.#atStart.found(), atEnd: this.#atEnd.found(), changes: this.#changes };
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
