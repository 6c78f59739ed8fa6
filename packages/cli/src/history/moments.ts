const two = (number: number): string => String(Math.trunc(number)).padStart(2, '0');

function dateOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `2026-11-25 22:31`, in the time zone of this machine. */
export function localMinute(milliseconds: number): string {
  const at = new Date(milliseconds);
  return `${dateOf(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `2026-11-25T22:31:05.120+01:00`: local, and exact for programs. */
export function isoWithOffset(milliseconds: number): string {
  const at = new Date(milliseconds);
  const east = -at.getTimezoneOffset();
  const offset = `${east < 0 ? '-' : '+'}${two(Math.abs(east) / 60)}:${two(Math.abs(east) % 60)}`;
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${dateOf(at)}T${time}.${String(at.getMilliseconds()).padStart(3, '0')}${offset}`;
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Midnight of a day, local; `days` later. */
function midnight(at: Date, days = 0): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).getTime();
}

/** A day that the calendar has; undefined for the likes of 30 February. */
function dayOf(text: string): Date | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const at = new Date(year, month - 1, day);
  return dateOf(at) === text ? at : undefined;
}

/**
 * Reads what a person gives as `--since` or `--until`: a day (`2026-11-01`, `today`, `yesterday`), a time
 * (`2026-11-01 14:00`, with seconds and zone if need be), or how long ago (`90m`, `12h`, `7d`, `2w`).
 *
 * @param edge a day alone begins with `since`, and is included whole with `until`
 * @returns milliseconds since 1970; undefined for what cannot be read
 */
export function parseMoment(text: string, edge: 'since' | 'until', now: Date): number | undefined {
  const given = text.trim();
  const ago = /^(\d{1,6})\s*([mhdw])$/.exec(given);
  if (ago) return Math.max(0, now.getTime() - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0));
  const days = edge === 'until' ? 1 : 0;
  if (given === 'today') return midnight(now, days);
  if (given === 'yesterday') return midnight(now, days - 1);
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?))?$/.exec(given);
  const day = parts?.[1] === undefined ? undefined : dayOf(parts[1]);
  if (day === undefined) return undefined;
  if (parts?.[2] === undefined) return midnight(day, days);
  const at = new Date(`${parts[1]}T${parts[2]}`).getTime();
  return Number.isNaN(at) || at < 0 ? undefined : at;
}
