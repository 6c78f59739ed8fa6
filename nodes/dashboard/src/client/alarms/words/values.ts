import type { AlarmEntry, AlarmValue } from '@millwright/analytics';
import type { AlarmTexts } from './text.ts';

/** Numbers of single precision have no more digits that mean anything. */
const digits = 6;

const formats = new Map<string, Intl.NumberFormat>();

/** Made once for each language: making one takes longer than a cell may. */
function formatOf(locale: string): Intl.NumberFormat {
  const known = formats.get(locale) ?? new Intl.NumberFormat(locale, { maximumSignificantDigits: digits });
  formats.set(locale, known);
  return known;
}

function written(value: AlarmValue, unit: string | undefined, texts: AlarmTexts): string {
  if (typeof value === 'boolean') return texts(value ? 'on' : 'off');
  if (typeof value === 'string') return value;
  const number = formatOf(texts.locale).format(value);
  return unit ? `${number} ${unit}` : number;
}

/** The value that was last known; empty for none. What it is worth stands beside it in words. */
export function valueText({ state, unit }: AlarmEntry, texts: AlarmTexts): string {
  const { value, quality } = state;
  const known = value === undefined ? '' : written(value, unit, texts);
  if (quality === 'good') return known;
  return known ? `${known} (${texts(quality)})` : texts(quality);
}

/** The limit that the value was held against; empty for none. */
export function limitText({ state: { limit }, unit }: AlarmEntry, texts: AlarmTexts): string {
  return limit === undefined ? '' : written(limit, unit, texts);
}
