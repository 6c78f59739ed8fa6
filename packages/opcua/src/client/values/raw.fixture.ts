import type { Sample } from '@millwright/tags';
import { BinaryStream } from 'node-opcua-binary-stream';
import { DataValue, type DataValueOptions } from 'node-opcua-data-value';
import {
  Variant,
  VariantArrayType,
  type VariantOptions,
  type DataType as WireType,
} from 'node-opcua-variant';
import type { OpcUaTag, ValueForms } from '../../tag.ts';
import type { DataType, KnownTypes } from './data-type.ts';
import type { RawValue } from './data-value.ts';
import { sampleOf } from './sample.ts';

/** A value in bytes, as node-opcua writes it. */
export function rawOf(options: DataValueOptions): RawValue {
  const stream = BinaryStream.createGrowable(256, 16_000_000);
  new DataValue(options).encode(stream);
  return { bytes: stream.buffer.subarray(0, stream.length), at: 0 };
}

export const rawScalar = (dataType: WireType, value: unknown): RawValue =>
  rawOf({ value: { dataType, arrayType: VariantArrayType.Scalar, value } });

/** A DataValue of these bytes as its Variant. */
export const rawBytes = (...bytes: readonly number[]): RawValue => ({
  bytes: Buffer.from([1, ...bytes]),
  at: 0,
});

export const noTypes: KnownTypes = { namespaces: ['', 'urn:plant'], byEncoding: () => undefined };

export const typesOf = (known: Readonly<Record<string, DataType | null>>): KnownTypes => ({
  namespaces: ['', 'urn:plant'],
  byEncoding: (encoding) => known[encoding],
});

export const tag: OpcUaTag = { name: 'speed', address: 'ns=1;s=Speed' };

export const sample = (raw: RawValue, forms: ValueForms = {}, types = noTypes): Sample =>
  sampleOf({ ...tag, ...forms }, raw, { types, ts: 5 });

export function variantBytes(options: VariantOptions): Buffer {
  const stream = BinaryStream.createGrowable(256, 16_000_000);
  new Variant(options).encode(stream);
  return stream.buffer.subarray(0, stream.length);
}
