/** A number as one reads it: whole ones in full, others with seven digits, and no rows of zeros. */
export function numberText(value: number, locale: string): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15)
    return value.toLocaleString(locale, { maximumFractionDigits: 0, useGrouping: false });
  const notation = size >= 1e-4 && size < 1e15 ? 'standard' : 'scientific';
  return value.toLocaleString(locale, { notation, maximumSignificantDigits: 7, useGrouping: false });
}
