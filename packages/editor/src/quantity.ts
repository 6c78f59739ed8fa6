const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size as people read it: `512 byte`, `84 MB`, `1.2 GB`. Steps of 1,000, as disks are sold. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
  }).format(value);
}

/** The units that sizes are typed in, in bytes. */
export const sizeUnits = { megabyte: 1e6, gigabyte: 1e9, terabyte: 1e12 } as const;
export type SizeUnit = keyof typeof sizeUnits;

/** The largest unit of which there is at least one. */
export function largestUnit(bytes: number): SizeUnit {
  if (bytes >= sizeUnits.terabyte) return 'terabyte';
  return bytes >= sizeUnits.gigabyte ? 'gigabyte' : 'megabyte';
}

/** A number for a field that people type into: `1.5`, `1,5`, without groups. */
export function writeNumber(value: number, locale: string): string {
  return value.toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 6 });
}

/** What was typed, with a point or a comma for the fraction; NaN for what is no number. */
export function readNumber(typed: string): number {
  const text = typed.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
