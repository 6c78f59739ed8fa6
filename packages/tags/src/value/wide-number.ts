import { statusOf } from '../status.ts';
import { type Decoded, finite } from './decoded.ts';
import type { WideForm } from './format.ts';
import { type Scaling, scale } from './scaling.ts';

/**
 * An integer of 64 bits in the form that its tag wants: exact, or none at all. Scaled ones are numbers.
 * @param high as signed where the integer is, and as unsigned where it is not
 * @param low as unsigned
 */
export function wideNumber(
  high: number,
  low: number,
  { wide = 'number', scaling }: { readonly wide?: WideForm; readonly scaling?: Scaling },
): Decoded {
  if (wide === 'number' || scaling !== undefined) {
    // Beyond 2^53 the sum rounds to a number beyond 2^53 again, so what is safe here is exact.
    const value = high * 0x1_0000_0000 + low;
    if (Number.isSafeInteger(value)) return scaling === undefined ? value : finite(scale(value, scaling));
  }
  const exact = (BigInt(high) << 32n) | BigInt(low);
  if (wide === 'bigint' && scaling === undefined) return exact;
  if (wide === 'string' && scaling === undefined) return `${exact}`;
  const reason = `${exact} is beyond what a JavaScript number holds exactly`;
  return { status: statusOf('UncertainEngineeringUnitsExceeded', reason), text: `${exact}` };
}
