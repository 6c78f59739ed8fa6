import { checkWrite, type Sample, type SampleValue } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import { attributes } from '../../attributes.ts';
import type { OpcUaTag } from '../../tag.ts';
import { refusalOf } from '../refusal-of.ts';
import type { TypeBook } from '../structures/type-book.ts';
import { builtIn, fixedSizes } from '../values/built-in.ts';
import { ticksOf, timeOfText } from '../values/date.ts';
import { encodeValue, type WantedType } from '../values/encode-value.ts';
import { parseIndexRange } from '../values/index-range.ts';
import { sampleOf } from '../values/sample.ts';
import { statusCodeOf } from '../values/status-code.ts';
import { fitsRange } from './index-range.ts';
import { judged } from './judged.ts';
import { unscaled } from './unscaled.ts';
import type { WriteOperation } from './write-service.ts';

/** A value for a tag. */
export interface ValueToWrite {
  readonly tag: OpcUaTag;
  readonly value: unknown;
  /** Goes along only where it is given: by its name, or its number. */
  readonly status?: string | number;
  /** When the value came about; goes along only where it is given. */
  readonly sourceTs?: Date | string | number;
}

/** A value that is ready to go. */
export interface PreparedWrite {
  readonly item: ValueToWrite;
  readonly operation: WriteOperation;
  /** What the node holds then, in the tag's form. */
  readonly meant: Meant;
}

/** A value as a read would have it; the text says what it is where the tag's form cannot hold it. */
export type Meant = Pick<Sample, 'value' | 'text'>;

export interface PrepareOptions {
  readonly book: TypeBook;
  readonly nodeId: NodeId;
  readonly wanted: WantedType;
  readonly round: boolean;
  /** What the tag holds now; undefined where that is not known. */
  readonly present: SampleValue | undefined;
}

/** @throws what speaks against this write */
export function prepareWrite(item: ValueToWrite, options: PrepareOptions): PreparedWrite {
  const { tag, value } = item;
  const { book, nodeId, round, present } = options;
  const { indexRange = '', attribute = 'Value' } = tag;
  const wanted = indexRange === '' ? options.wanted : wantedInRange(options.wanted, tag, value);
  const raw = unscaled(tag, value, wanted.type);
  const variant = encodeValue(tag.name, raw, wanted, {
    namespaces: book.namespaces,
    typeNamed: (name) => book.typeNamed(name),
    round,
  });
  const meant = meantBy(tag, variant, wanted, book);
  // What a limit allows is judged by what the node would hold.
  checkWrite(tag, value, present, judged(value, meant.value, wanted.type.builtIn) ?? undefined);
  const statusCode = statusOf(item);
  const sourceTime = timeOf(item);
  const operation: WriteOperation = {
    nodeId,
    attribute: attributes[attribute],
    indexRange,
    variant,
    ...(statusCode !== undefined && { statusCode }),
    ...(sourceTime !== undefined && { sourceTime }),
  };
  return { item, operation, meant };
}

/** A part of an array is an array; a part of a text or of bytes is one again. */
function wantedInRange(wanted: WantedType, { name, indexRange = '' }: OpcUaTag, value: unknown): WantedType {
  const range = parseIndexRange(indexRange);
  if (range === undefined) {
    throw refusalOf(
      'BadIndexRangeInvalid',
      `${name}: "${indexRange}" is no range of indexes. Nothing was sent`,
    );
  }
  const { type, rank } = wanted;
  const isPart = rank === -1 && fixedSizes[type.builtIn] === 0;
  const part: WantedType = { type, rank: isPart ? -1 : range.length };
  if (!isPart && !fitsRange(value, range, type.builtIn)) {
    const reason = `${name}: the value has not as many elements as ${indexRange} takes. Nothing was sent`;
    throw refusalOf('BadIndexRangeDataMismatch', reason);
  }
  return part;
}

function meantBy(tag: OpcUaTag, variant: Buffer, { type }: WantedType, book: TypeBook): Meant {
  const bytes = Buffer.concat([Buffer.from([1]), variant]);
  const { enumeration } = tag.enumerations === 'number' ? {} : type;
  return sampleOf(tag, { bytes, at: 0 }, { types: book, ts: 0, ...(enumeration && { enumeration }) });
}

function statusOf({ tag, status }: ValueToWrite): number | undefined {
  if (status === undefined || typeof status === 'number') return status;
  const code = statusCodeOf(status);
  if (code === undefined) {
    throw refusalOf('BadTypeMismatch', `${tag.name}: there is no status "${status}". Nothing was sent`);
  }
  return code;
}

function timeOf({ tag, sourceTs }: ValueToWrite): bigint | undefined {
  if (sourceTs === undefined) return undefined;
  const time =
    typeof sourceTs === 'string'
      ? timeOfText(sourceTs)
      : { milliseconds: Math.trunc(Number(sourceTs)), hundreds: 0 };
  const ticks = time && Number.isFinite(time.milliseconds) ? ticksOf(time) : undefined;
  if (ticks === undefined) {
    throw refusalOf('BadTypeMismatch', `${tag.name}: its time is none that OPC UA has. Nothing was sent`);
  }
  return ticks;
}

/** Whether only its present value says of which type a node is. */
export const isOpen = ({ type }: WantedType): boolean => type.builtIn === builtIn.Variant;
