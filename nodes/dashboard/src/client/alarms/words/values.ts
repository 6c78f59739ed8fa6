import type { AlarmEntry, AlarmValue } from '@millwright/analytics';
import { isHuge, withExponent } from '../../numbers.ts';
import type { AlarmTexts } from './text.ts';

/** Numbers of single precision have no more digits that mean anything. What is before the point is written in full. */
const digits = 6;
/** Nobody reads more behind the point. */
const mostDecimals = 4;
/** What is smaller would be hardly more than zeros. */
const tiny = 1e-4;

const formats = new Map<string, Intl.NumberFormat>();

function lengthOf(value: number): Intl.NumberFormatOptions {
  const size = Math.abs(value);
  if (isHuge(value) || (size > 0 && size < tiny)) return withExponent;
  if (size < 1) return { maximumSignificantDigits: mostDecimals };
  const whole = String(Math.trunc(size)).length;
  return { maximumFractionDigits: Math.max(0, Math.min(mostDecimals, digits - whole)) };
}

/** Made once for each language and length: making one takes longer than a cell may. */
function numberText(value: number, locale: string): string {
  const options = lengthOf(value);
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}

function written(value: AlarmValue, unit: string | undefined, texts: AlarmTexts): string {
  if (typeof value === 'boolean') return texts(value ? 'on' : 'off');
  if (typeof value === 'string') return value;
  const number = numberText(value, texts.locale);
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
