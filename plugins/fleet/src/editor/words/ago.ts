const steps = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago something was: `3 s`, `12 min`, `5 h`, `2 days`. Clocks differ, so the future is now. */
export function agoText(time: number, now: number, locale: string): string {
  const seconds = Math.max(0, Math.floor((now - time) / 1000));
  const [unit, size] = steps.find(([, each]) => seconds >= each) ?? ['second', 1];
  const unitDisplay = unit === 'day' ? 'long' : unit === 'hour' || unit === 'minute' ? 'short' : 'narrow';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(
    Math.floor(seconds / size),
  );
}
