import { type LiveValue, toldText } from '@millwright/editor';
import type { ShownSample } from '@millwright/plc';
import { numberText } from './number-text.ts';
import type { PlcTexts } from './texts.ts';

/** The value of a row as it stands beside it. */
export function shownValue(sample: ShownSample, texts: PlcTexts): LiveValue {
  const { value, quality, unit, text } = sample;
  const number = typeof value === 'number' ? numberText(value, texts.locale) : value;
  const shown = value === null ? (text ?? texts('live.none')) : unit ? `${number} ${unit}` : String(number);
  const reason = reasonOf(sample, texts);
  return { tone: quality, text: shown, ...(reason !== undefined && { reason }) };
}

/** Why there is no good value, in the user's language as far as there is a text. */
export function reasonOf(
  { status, error, text = '' }: Pick<ShownSample, 'status' | 'error' | 'text'>,
  texts: PlcTexts,
): string | undefined {
  if (error !== undefined) return toldText(error, texts);
  return status && (texts.find(`live.why.${status.name}`, { text }) ?? status.reason);
}

/** How long something took, as one reads it in a sentence. */
export const tookText = (milliseconds: number, locale: string): string =>
  milliseconds < 10 ? milliseconds.toLocaleString(locale) : String(Math.round(milliseconds));
