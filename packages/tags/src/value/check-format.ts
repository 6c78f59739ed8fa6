import { tagErrors } from '../errors.ts';
import {
  byteOrders,
  isNumberType,
  maxStringLength,
  sentinels,
  tagTypes,
  textEncodings,
  type ValueFormat,
  wideForms,
} from './format.ts';
import { shown } from './given.ts';
import { scalingProblem } from './scaling-problem.ts';
import { isOneOf, isWithin, type Unchecked } from './unchecked.ts';

/**
 * Refuses a format that could not be kept to, such as one that a message brought. Members that do not apply to the type are
 * looked at too.
 * @throws `tags.bad-format`
 */
export function checkFormat(format: ValueFormat): void {
  const reason = formatProblem(format);
  if (reason !== undefined) throw tagErrors.badFormat({ reason });
}

function formatProblem(format: Unchecked<ValueFormat>): string | undefined {
  const { type, byteOrder, length, bit, scaling } = format;
  const { wide = 'number', encoding = 'latin1', sentinel = 'none', sentinelQuality = 'bad' } = format;
  if (!isOneOf(tagTypes, type)) return `there is no type ${shown(type)}`;
  if (!isOneOf(byteOrders, byteOrder)) return `there is no byte order ${shown(byteOrder)}`;
  if (!isOneOf(wideForms, wide)) return `64 bits have no form ${shown(wide)}`;
  if (!isOneOf(textEncodings, encoding)) return `there is no encoding ${shown(encoding)}`;
  if (!isOneOf(sentinels, sentinel)) return `there are no sentinels ${shown(sentinel)}`;
  if (!isOneOf(['uncertain', 'bad'], sentinelQuality)) return 'a sentinel is uncertain or bad';
  if ((type === 'string' || length !== undefined) && !isWithin(length, 1, maxStringLength)) {
    return `a string takes 1 to ${maxStringLength} registers`;
  }
  if (bit !== undefined && !isWithin(bit, 0, 15)) return 'a register has the bits 0 to 15';
  if (scaling === undefined) return undefined;
  return isNumberType(type) ? scalingProblem(scaling) : `${type} cannot be scaled`;
}
