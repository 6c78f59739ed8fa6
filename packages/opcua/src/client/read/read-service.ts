import type { Clock } from '@millwright/tags';
import type { OutputBinaryStream } from 'node-opcua-binary-stream';
import { ReadRequest } from 'node-opcua-types';
import type { ManyService } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import { RawReadResponse } from '../values/answers.ts';
import { undecodable } from '../values/cursor.ts';
import type { RawValue } from '../values/data-value.ts';
import { PackedPlaces } from './packed-places.ts';
import type { ReadOperation } from './read-operation.ts';

/** Which times the server is to send along. */
export type TimestampsToReturn = 'source' | 'server' | 'both' | 'neither';

const timestampNumbers: Readonly<Record<TimestampsToReturn, number>> = {
  source: 0,
  server: 1,
  both: 2,
  neither: 3,
};

export interface ReadTerms {
  /** Milliseconds that a value of the server's own store may be old; 0 asks the device. */
  readonly maxAge: number;
  readonly timestamps: TimestampsToReturn;
}

/** What came for one operation. */
export interface ReadAnswer {
  readonly raw: RawValue;
  /** The session that it came in: node ids within it are of this one. */
  readonly link: SessionLink;
  /** When it was received (ms UTC). */
  readonly ts: number;
}

/** A Read request whose ReadValueIds are bytes already. */
class PackedReadRequest extends ReadRequest {
  readonly #terms: ReadTerms;
  readonly #count: number;
  readonly #places: Buffer;

  /** @param places of all of them, so many, behind one another */
  constructor(terms: ReadTerms, count: number, places: Buffer) {
    super({});
    this.#terms = terms;
    this.#count = count;
    this.#places = places;
  }

  override encode(stream: OutputBinaryStream): void {
    const { maxAge, timestamps } = this.#terms;
    this.requestHeader.encode(stream);
    stream.writeDouble(maxAge);
    stream.writeUInt32(timestampNumbers[timestamps]);
    stream.writeUInt32(this.#count);
    const { buffer, byteOffset, length } = this.#places;
    stream.writeArrayBuffer(buffer as ArrayBuffer, byteOffset, length);
  }
}

/** The service Read. One object serves one sequence of requests. @see OPC 10000-4 section 5.11.2 */
export class ReadService implements ManyService<ReadOperation, ReadAnswer> {
  readonly limit = 'maxNodesPerRead';
  readonly #terms: ReadTerms;
  readonly #clock: Clock;
  readonly #packed: PackedPlaces;
  #link: SessionLink | undefined;

  /** @param packed what a reader keeps of one request for the next */
  constructor(terms: ReadTerms, clock: Clock, packed = new PackedPlaces()) {
    this.#terms = terms;
    this.#clock = clock;
    this.#packed = packed;
  }

  build(operations: readonly ReadOperation[], link: SessionLink): ReadRequest {
    this.#link = link;
    return new PackedReadRequest(this.#terms, operations.length, this.#packed.of(operations, link));
  }

  results(response: object, operations: readonly ReadOperation[]): readonly ReadAnswer[] {
    const link = this.#link;
    if (!(response instanceof RawReadResponse) || link === undefined) {
      throw undecodable('it is no answer to Read');
    }
    const { values } = response;
    if (values.length !== operations.length) {
      throw undecodable(`it has ${values.length} values for ${operations.length} nodes`);
    }
    const ts = this.#clock.now();
    return values.map((raw) => ({ raw, link, ts }));
  }
}
