import type { AlarmValue, Holds } from '../state.ts';

/**
 * Whether a value is one of those that are named. Values are the same by what they mean: a register says 1, MQTT says "1" or
 * "true", and each of them is `true`. Of texts among each other every letter counts.
 *
 * @returns unknown where the value can be compared with none of them, such as "open" with true, or 7 with false
 */
export function isOneOf(named: readonly AlarmValue[], value: AlarmValue): Holds {
  const compared = named.map((each) => isSame(each, value));
  if (compared.includes(true)) return true;
  return compared.includes(false) ? false : 'unknown';
}

/** Undefined where they cannot be compared. */
function isSame(named: AlarmValue, value: AlarmValue): boolean | undefined {
  if (typeof named === 'string' && typeof value === 'string') return named === value;
  const [one, other] = [numberMeant(named), numberMeant(value)];
  if (one === undefined || other === undefined) return undefined;
  // On or off is nothing between, and nothing beyond.
  if ((typeof named === 'boolean' || typeof value === 'boolean') && !(isBit(one) && isBit(other)))
    return undefined;
  return one === other;
}

const isBit = (value: number): boolean => value === 0 || value === 1;

function numberMeant(value: AlarmValue): number | undefined {
  if (typeof value !== 'string') return Number(value);
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === 'false') return Number(text === 'true');
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
