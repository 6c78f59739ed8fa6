import { isBytes, listOf, type Scaling, unscale } from '@millwright/tags';
import type { OpcUaTag } from '../../tag.ts';
import { refusalOf } from '../refusal-of.ts';
import { builtIn } from '../values/built-in.ts';
import type { DataType } from '../values/data-type.ts';
import { isWhole } from '../values/encode-number.ts';
import { shownValue } from '../values/encoding.ts';

/** What the numbers of a tag become at the server. */
interface Unscaling {
  readonly scaling: Scaling;
  readonly isWhole: boolean;
  /** Whether its node holds texts, names or bytes as well, which are never scaled. */
  readonly holdsOthers: boolean;
}

/**
 * What goes to the server for a value in the unit of its tag: the reverse of what a sample does with what is read, in arrays and matrices as
 * well. Of a whole type it is the nearest step.
 *
 * Digits as text or BigInt, and bytes, are what a server holds, not what its tag means by that: a scaled number takes neither.
 * @param type of the node
 * @throws `opcua.bad-type-mismatch`, `opcua.bad-out-of-range`
 */
export function unscaled(tag: OpcUaTag, value: unknown, type: DataType): unknown {
  const { name, scaling } = tag;
  if (scaling === undefined || !isScaled(tag, type)) return value;
  const holdsOthers = type.builtIn === builtIn.Variant || type.enumeration !== undefined;
  return rawOf(value, name, { scaling, isWhole: isWhole(type.builtIn), holdsOthers });
}

/** Whether what is read of such a node are numbers, or may be. */
function isScaled(
  { enumerations = 'named' }: OpcUaTag,
  { builtIn: basic, enumeration, isDecimal }: DataType,
): boolean {
  if (isDecimal) return true;
  if (enumeration) return enumerations === 'number';
  return isWhole(basic) || basic === builtIn.Float || basic === builtIn.Double || basic === builtIn.Variant;
}

function rawOf(value: unknown, path: string, unscaling: Unscaling): unknown {
  const list = listOf(value);
  // Array.from, since what is missing in an array is an element as well.
  if (list) return Array.from(list, (each, index) => rawOf(each, `${path}[${index}]`, unscaling));
  if (typeof value === 'number') return rawNumber(value, path, unscaling);
  const isDigits = typeof value === 'bigint' || typeof value === 'string' || isBytes(value);
  if (!isDigits || (unscaling.holdsOthers && typeof value !== 'bigint')) return value;
  throw refusalOf(
    'BadTypeMismatch',
    `${path} takes a number, since it is scaled, and ${shownValue(value)} was given. Nothing was sent`,
  );
}

function rawNumber(value: number, path: string, { scaling, isWhole }: Unscaling): number {
  const raw = unscale(value, scaling);
  const nearest = isWhole && raw !== undefined ? Math.round(raw) : raw;
  if (nearest !== undefined && (isWhole ? Number.isSafeInteger(nearest) : Number.isFinite(nearest)))
    return nearest;
  throw refusalOf('BadOutOfRange', `${path}: ${value} is beyond what its scaling reaches. Nothing was sent`);
}
