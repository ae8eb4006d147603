import type { BudgetPeriod } from '../../kernel/vocabulary/guards.ts';
import { findTimeZone, type TimeZone } from '../../stats/zone-rules.ts';

const DAY_MS = 86_400_000;

/** A zone takes long to make, and there are some hundred names. */
const zones = new Map<string, TimeZone>();

/** The zone of an IANA name that was accepted once. One that is no longer known is UTC: a day has to end at some time. */
export function zoneOf(name: string): TimeZone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = findTimeZone(name) ?? { name: 'UTC', offsetAt: () => 0 };
  zones.set(name, zone);
  return zone;
}

/** The day of an instant, in milliseconds, by the clocks of a zone: YYYY-MM-DD. */
export function dayOf(zone: TimeZone, instant: number): string {
  return isoDay(instant + zone.offsetAt(instant));
}

function isoDay(local: number): string {
  return new Date(local).toISOString().slice(0, 10);
}

/** The first day of the period that a day is in. */
export function firstOf(period: BudgetPeriod, day: string): string {
  return period === 'DAY' ? day : `${day.slice(0, 7)}-01`;
}

/** The first instant, in milliseconds, of the day after a day, or of the month after its month, by the clocks of a zone. */
export function periodEnd(zone: TimeZone, period: BudgetPeriod, day: string): number {
  const [year, month, date] = [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)].map(Number);
  const next =
    period === 'DAY'
      ? Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 1) + 1)
      : Date.UTC(year ?? 0, month ?? 1, 1);
  return firstInstantOf(zone, next);
}

/** Midnight may not be there, where clocks are put forward, or come twice: the first instant at which clocks have reached it. */
function firstInstantOf(zone: TimeZone, local: number): number {
  const offsets = [zone.offsetAt(local - DAY_MS), zone.offsetAt(local + DAY_MS)];
  const reached = offsets
    .map((offset) => local - offset)
    .filter((instant) => instant + zone.offsetAt(instant) >= local);
  return Math.min(...(reached.length > 0 ? reached : offsets.map((offset) => local - offset)));
}
