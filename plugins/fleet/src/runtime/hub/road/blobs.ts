import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FileAnswer } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { Wanted, WantedBlob } from '../wanted/wanted.ts';
import { type ByteRange, readRange } from './byte-range.ts';

/** A device fetches one after the other; while a line hangs the next begins. */
const mostOfDevice = 4;
const mostOfAll = 64;

export interface AskedBlob {
  readonly device: string;
  readonly digest: string;
  /** Headers of the request. */
  readonly range: string | undefined;
  readonly onlyIf: string | undefined;
  /** Aborts once nobody is left to be answered, also where all of it was sent. */
  readonly gone: AbortSignal;
}

/** Whoever takes not a byte in that time holds no place any more, in milliseconds. */
const patience = 60_000;

/** What devices fetch: parts of the releases that are wanted of them, and nothing else that lies here. */
export class Blobs {
  readonly #wanted: Pick<Wanted, 'blobOf'>;
  readonly #underWay = new Map<string, number>();
  #all = 0;

  constructor(wanted: Pick<Wanted, 'blobOf'>) {
    this.#wanted = wanted;
  }

  /** @throws `fleet.no-blob`, `fleet.range-unsatisfiable`, `fleet.too-often` */
  async answer({ device, digest, range, onlyIf, gone }: AskedBlob): Promise<FileAnswer> {
    const leave = this.#enter(device, gone);
    try {
      const blob = await this.#wanted.blobOf(device, digest);
      const size = blob && (await sizeOf(blob));
      if (!blob || size === undefined) throw fleetErrors.noBlob({ digest });
      const asked = readRange(range, onlyIf, { size, tag: digest });
      return {
        fileName: digest,
        mediaType: 'application/octet-stream',
        chunks: bytesOf(blob, asked),
        piece: { ...asked, size, tag: digest },
        patience,
      };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Takes a place until the answer is over, whatever becomes of it. @throws `fleet.too-often` */
  #enter(device: string, gone: AbortSignal): () => void {
    const own = this.#underWay.get(device) ?? 0;
    if (own >= mostOfDevice || this.#all >= mostOfAll) throw fleetErrors.tooOften({ retryAfter: 5 });
    this.#all += 1;
    this.#underWay.set(device, own + 1);
    let isThere = true;
    const leave = (): void => {
      if (!isThere) return;
      isThere = false;
      this.#all -= 1;
      const left = (this.#underWay.get(device) ?? 1) - 1;
      if (left > 0) this.#underWay.set(device, left);
      else this.#underWay.delete(device);
    };
    if (gone.aborted) leave();
    else gone.addEventListener('abort', leave, { once: true });
    return leave;
  }
}

async function sizeOf(blob: WantedBlob): Promise<number | undefined> {
  if ('bytes' in blob) return blob.bytes.length;
  return stat(blob.file).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function* bytesOf(blob: WantedBlob, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  if ('bytes' in blob) yield blob.bytes.subarray(from, to);
  else if (to > from) yield* createReadStream(blob.file, { start: from, end: to - 1 });
}
