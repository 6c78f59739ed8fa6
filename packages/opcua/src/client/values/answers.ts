import { BinaryStream } from 'node-opcua-binary-stream';
import {
  CallResponse,
  DataChangeNotification,
  EventNotificationList,
  PublishResponse,
  ReadResponse,
  RepublishResponse,
  WriteResponse,
} from 'node-opcua-types';
import { builtIn } from './built-in.ts';
import { Cursor } from './cursor.ts';
import type { RawValue } from './data-value.ts';
import { nodeKey, readNodeId } from './node-id.ts';
import { emptyBody } from './plain-header.ts';
import { skipArray, skipDataValue, skipDiagnosticInfo, skipExtensionObject, skipVariant } from './skip.ts';

/** Gives a property of the generated class its value when somebody asks for it: most never do. */
function lazily<Host extends object, Name extends keyof Host>(
  host: Host,
  name: Name,
  read: () => Host[Name],
): void {
  Object.defineProperty(host, name, { get: read, configurable: true, enumerable: true });
}

/** What the generated code makes of these bytes. */
function generated<Decoded extends { decode(stream: BinaryStream): void }>(
  decoded: Decoded,
  bytes: Buffer,
  at: number,
): Decoded {
  const stream = new BinaryStream(bytes);
  stream.length = at;
  decoded.decode(stream);
  return decoded;
}

/** Stands where an answer ended before it was complete: it cannot be read, as anything. */
const nothing: RawValue = { bytes: Buffer.alloc(0), at: 0 };

/** Values that follow one another, each found but not read. What cannot be found any more is there all the same. */
function rawValues(cursor: Cursor, skip: (cursor: Cursor) => void): readonly RawValue[] {
  const count = Math.max(0, cursor.count());
  const values: RawValue[] = [];
  const { bytes } = cursor;
  for (let index = 0; index < count; index += 1) {
    const at = cursor.at;
    skip(cursor);
    values.push({ bytes, at });
  }
  return values;
}

/** An answer to Read whose values are read one by one, as their tags want them. */
export class RawReadResponse extends ReadResponse {
  values: readonly RawValue[] = [];

  override decode(stream: BinaryStream): void {
    const { buffer, length: start } = stream;
    lazily(this, 'results', () => generated(new ReadResponse(null), buffer, start).results);
    this.responseHeader.decode(stream);
    const cursor = new Cursor(buffer, stream.length);
    const count = Math.max(0, cursor.count());
    const values: RawValue[] = [];
    try {
      for (let index = 0; index < count; index += 1) {
        const at = cursor.at;
        skipDataValue(cursor);
        values.push({ bytes: cursor.bytes, at });
      }
    } catch {
      // Where one value ends is not known, and so not where the next begins: what follows is lost, what came before is not.
      while (values.length < count) values.push(nothing);
    }
    this.values = values;
    stream.length = stream.buffer.length;
  }
}

export interface RawItem {
  readonly clientHandle: number;
  readonly value: RawValue;
}

export interface RawEvent {
  readonly clientHandle: number;
  readonly fields: readonly RawValue[];
}

/** Changes of values that are read one by one, as their tags want them. */
export class RawDataChange extends DataChangeNotification {
  items: readonly RawItem[] = [];
}

/** Events whose fields are read one by one. */
export class RawEventList extends EventNotificationList {
  rawEvents: readonly RawEvent[] = [];
}

/** @see OPC 10000-4 sections 7.25.2 (DataChangeNotification), 7.25.3 (EventNotificationList) */
const encodings = { dataChange: 'i=811', events: 'i=916' };

/** An answer to Publish whose data changes and events are found but not read. */
export class RawPublishResponse extends PublishResponse {
  override decode(stream: BinaryStream): void {
    decodeAround(
      this,
      stream,
      () => super.decode(stream),
      (cursor) => {
        cursor.skip(4);
        skipArray(builtIn.UInt32, cursor);
        // More notifications.
        cursor.skip(1);
      },
    );
  }
}

/** An answer to Republish: the same message once more. */
export class RawRepublishResponse extends RepublishResponse {
  override decode(stream: BinaryStream): void {
    decodeAround(
      this,
      stream,
      () => super.decode(stream),
      () => {},
    );
  }
}

/**
 * Has the generated code read all but the notifications of ours: from the same bytes, with each of those as one without a body.
 * @param skipHead leaves behind what comes between the header and the message
 */
function decodeAround(
  response: PublishResponse | RepublishResponse,
  stream: BinaryStream,
  decode: () => void,
  skipHead: (cursor: Cursor) => void,
): void {
  const start = stream.length;
  response.responseHeader.decode(stream);
  const cursor = new Cursor(stream.buffer, stream.length);
  skipHead(cursor);
  // Sequence number, time of publishing.
  cursor.skip(12);
  const places = notificationPlaces(cursor);
  if (places.every(({ notification }) => notification === undefined)) {
    stream.length = start;
    decode();
    return;
  }
  const bytes = stream.buffer;
  const pieces: Buffer[] = [];
  let from = start;
  for (const { at, end, notification } of places) {
    if (notification === undefined) continue;
    pieces.push(bytes.subarray(from, at), emptyBody);
    from = end;
  }
  pieces.push(bytes.subarray(from));
  stream.buffer = Buffer.concat(pieces);
  stream.length = 0;
  decode();
  const data = response.notificationMessage.notificationData ?? [];
  response.notificationMessage.notificationData = places.map(
    ({ notification }, index) => notification ?? data[index] ?? null,
  );
}

interface Place {
  readonly at: number;
  readonly end: number;
  readonly notification: RawDataChange | RawEventList | undefined;
}

function notificationPlaces(cursor: Cursor): readonly Place[] {
  const count = Math.max(0, cursor.count());
  return Array.from({ length: count }, () => {
    const at = cursor.at;
    skipExtensionObject(cursor);
    const end = cursor.at;
    const body = new Cursor(cursor.bytes.subarray(0, end), at);
    return { at, end, notification: notificationOf(body) };
  });
}

function notificationOf(cursor: Cursor): RawDataChange | RawEventList | undefined {
  const encoding = nodeKey(readNodeId(cursor));
  if (cursor.u8() !== 1) return undefined;
  cursor.skip(4);
  const { bytes, at } = cursor;
  if (encoding === encodings.dataChange) {
    const change = new RawDataChange(null);
    lazily(
      change,
      'monitoredItems',
      () => generated(new DataChangeNotification(null), bytes, at).monitoredItems,
    );
    change.items = Array.from({ length: Math.max(0, cursor.count(5)) }, () => {
      const clientHandle = cursor.u32();
      const value = { bytes: cursor.bytes, at: cursor.at };
      skipDataValue(cursor);
      return { clientHandle, value };
    });
    return change;
  }
  if (encoding !== encodings.events) return undefined;
  const list = new RawEventList(null);
  lazily(list, 'events', () => generated(new EventNotificationList(null), bytes, at).events);
  list.rawEvents = Array.from({ length: Math.max(0, cursor.count(8)) }, () => ({
    clientHandle: cursor.u32(),
    fields: rawValues(cursor, skipVariant),
  }));
  return list;
}

/** What one method answered. */
export interface RawCallResult {
  readonly statusCode: number;
  /** One for each argument, where the server says something of them. */
  readonly argumentStatuses: readonly number[];
  readonly outputs: readonly RawValue[];
}

/** An answer to Call whose outputs are found but not read. */
export class RawCallResponse extends CallResponse {
  calls: readonly RawCallResult[] = [];

  override decode(stream: BinaryStream): void {
    const { buffer, length: start } = stream;
    lazily(this, 'results', () => generated(new CallResponse(null), buffer, start).results);
    this.responseHeader.decode(stream);
    const cursor = new Cursor(buffer, stream.length);
    this.calls = Array.from({ length: Math.max(0, cursor.count()) }, () => {
      const statusCode = cursor.u32();
      const argumentStatuses = Array.from({ length: Math.max(0, cursor.count(4)) }, () => cursor.u32());
      for (let left = cursor.count(); left > 0; left -= 1) skipDiagnosticInfo(cursor);
      return { statusCode, argumentStatuses, outputs: rawValues(cursor, skipVariant) };
    });
    stream.length = stream.buffer.length;
  }
}

/** An answer to Write with its status codes as they came: the generated code knows those of the specification alone. */
export class RawWriteResponse extends WriteResponse {
  codes: readonly number[] = [];

  override decode(stream: BinaryStream): void {
    const { buffer, length: start } = stream;
    lazily(this, 'results', () => generated(new WriteResponse(null), buffer, start).results);
    this.responseHeader.decode(stream);
    const cursor = new Cursor(buffer, stream.length);
    this.codes = Array.from({ length: Math.max(0, cursor.count(4)) }, () => cursor.u32());
    stream.length = stream.buffer.length;
  }
}
