import {
  dateForms,
  isOneOf,
  isWithin,
  scalingProblem,
  shown,
  tagErrors,
  type Unchecked,
  wideForms,
} from '@millwright/tags';
import { dataTypes, isNumberType, isTextType, longestText, mostElements } from '../data-type.ts';
import { clockZones, type S7Format } from '../tag.ts';

/**
 * Refuses a format that could not be kept to, such as one that a message brought.
 * @throws `tags.bad-format`
 */
export function checkFormat(format: S7Format): void {
  const reason = formatProblem(format);
  if (reason !== undefined) throw tagErrors.badFormat({ reason });
}

function formatProblem(format: Unchecked<S7Format>): string | undefined {
  const { type, length, count, scaling, wide = 'number', dates = 'date', zone = 'utc' } = format;
  if (!isOneOf(dataTypes, type)) return `there is no type ${shown(type)}`;
  if (isTextType(type) && !isWithin(length, 0, longestText[type])) {
    return `a ${type} holds up to so many characters: 0 to ${longestText[type]}`;
  }
  if (count !== undefined && !isWithin(count, 1, mostElements))
    return `an array has 1 to ${mostElements} elements`;
  if (!isOneOf(wideForms, wide)) return `64 bits have no form ${shown(wide)}`;
  if (!isOneOf(dateForms, dates)) return `dates have no form ${shown(dates)}`;
  if (!isOneOf(clockZones, zone)) return `a clock has no zone ${shown(zone)}`;
  if (scaling === undefined) return undefined;
  return isNumberType(type) ? scalingProblem(scaling) : `${type} cannot be scaled`;
}
