const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `90s`, `5m` or `1h`, in seconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([smh])$/.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (seconds[unit] ?? 0);
}
