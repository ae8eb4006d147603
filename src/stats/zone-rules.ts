/** A stretch of time with one distance between a zone's local time and UTC. */
export interface ZoneStretch {
  /** Milliseconds since 1970; the stretch ends where the next one starts. */
  readonly start: number;
  /** Local time minus UTC, in milliseconds. */
  readonly offset: number;
}

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
const OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** A time zone that the IANA database names. */
export interface TimeZone {
  readonly name: string;
  /** Local time minus UTC at an instant, both in milliseconds. */
  offsetAt(instant: number): number;
}

/** The zone of an IANA name, or `undefined` when there is none; a bare offset such as `+05:45` is no name. */
export function findTimeZone(name: string): TimeZone | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
  return {
    name,
    offsetAt(instant) {
      const parts = format.formatToParts(new Date(instant));
      return offsetFrom(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
    },
  };
}

function offsetFrom(text: string): number {
  const match = OFFSET.exec(text);
  if (match === null) throw new Error(`not an offset: ${text}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const length = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * SECOND_MS;
  return sign === '-' ? -length : length;
}

/** The stretches of `[from, to)` in which a zone's clocks are not put forward or back; the first starts at `from`. */
export function zoneStretches(
  zone: TimeZone,
  from: number,
  to: number,
): readonly [ZoneStretch, ...ZoneStretch[]] {
  const stretches: [ZoneStretch, ...ZoneStretch[]] = [{ start: from, offset: zone.offsetAt(from) }];
  let { offset } = stretches[0];
  // No zone changes its clocks twice within a day in such a way that the second change undoes the first.
  for (let at = from; at < to; ) {
    const next = Math.min(at + DAY_MS, to);
    if (zone.offsetAt(next) === offset) {
      at = next;
      continue;
    }
    at = firstOther(zone, offset, at, next);
    offset = zone.offsetAt(at);
    if (at < to) stretches.push({ start: at, offset });
  }
  return stretches;
}

/** The first whole second in `(same, other]` at which the zone's offset is not `offset`. */
function firstOther(zone: TimeZone, offset: number, same: number, other: number): number {
  let [low, high] = [Math.floor(same / SECOND_MS), Math.ceil(other / SECOND_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetAt(middle * SECOND_MS) === offset) low = middle;
    else high = middle;
  }
  return high * SECOND_MS;
}
