import type { BinaryStream } from 'node-opcua-binary-stream';
import { DataChangeNotification } from 'node-opcua-types';
import { Cursor } from '../values/cursor.ts';
import type { RawValue } from '../values/data-value.ts';
import { skipDataValue, skipDiagnosticInfo } from '../values/skip.ts';

/** Where the values of a notification lie in the bytes of its message: each is read once, as its tag wants it. */
export interface RawChanges {
  readonly bytes: Buffer;
  /** Client handle and place of each value, one after the other. */
  readonly places: readonly number[];
}

const found = new WeakMap<object, RawChanges>();

/**
 * Has values of notifications left where they are in the bytes of the message, instead of an object of several for each: a server may send a
 * hundred thousand of them in a second.
 * @see OPC 10000-4 section 7.25.2 (DataChangeNotification)
 */
export function keepRawChanges(): void {
  DataChangeNotification.prototype.decode = function decode(stream: BinaryStream): void {
    this.monitoredItems = null;
    this.diagnosticInfos = null;
    const cursor = new Cursor(stream.buffer, stream.length);
    const places: number[] = [];
    for (let left = cursor.count(5); left > 0; left -= 1) {
      places.push(cursor.u32(), cursor.at);
      skipDataValue(cursor);
    }
    for (let left = cursor.count(); left > 0; left -= 1) skipDiagnosticInfo(cursor);
    stream.length = cursor.at;
    found.set(this, { bytes: stream.buffer, places });
  };
}

/** The values of a notification; undefined where its bytes could not be followed to their end. */
export const changesOf = (notification: DataChangeNotification): RawChanges | undefined =>
  found.get(notification);

export const rawAt = (bytes: Buffer, at: number): RawValue => ({ bytes, at });
