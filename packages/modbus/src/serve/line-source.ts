import type { Clock } from '@millwright/tags';
import type { LineFrame, LineFraming } from '../line/framing.ts';
import { OwnEcho } from '../line/own-echo.ts';
import type { RequestSource } from './guest.ts';
import type { Asked } from './mbap-source.ts';

export interface LineSourceOptions {
  readonly framing: LineFraming;
  /** Milliseconds of silence after which what came before belongs to nothing that comes later. */
  readonly silence: number;
  readonly clock: Clock;
  /** Whether an adapter may hear what we say: a socket has none. */
  readonly mayEcho: boolean;
}

/** Requests on a line, on which other units may answer others, and on which an adapter may hear its own answers. */
export class LineSource implements RequestSource {
  readonly #options: LineSourceOptions;
  readonly #onRequest: (asked: Asked) => void;
  readonly #reader;
  readonly #echo: OwnEcho | undefined;
  #cancelSilence: () => void = () => {};

  constructor(options: LineSourceOptions, onRequest: (asked: Asked) => void) {
    this.#options = options;
    this.#onRequest = onRequest;
    this.#reader = options.framing.requestReader();
    this.#echo = options.mayEcho ? new OwnEcho() : undefined;
  }

  push(chunk: Uint8Array): undefined {
    const { clock, silence } = this.#options;
    this.#cancelSilence();
    this.#hand(this.#reader.push(this.#echo?.without(chunk) ?? chunk));
    this.#cancelSilence = clock.after(silence, () => this.#hand(this.#reader.silence()));
    return undefined;
  }

  said(bytes: Uint8Array): void {
    this.#echo?.said(bytes);
  }

  close(): void {
    this.#cancelSilence();
  }

  #hand(frames: readonly LineFrame[]): void {
    for (const { unit, pdu } of frames) {
      this.#echo?.asked(pdu);
      this.#onRequest({
        unit,
        pdu,
        frame: (answer, from = unit) => this.#options.framing.encode({ unit: from, pdu: answer }),
      });
    }
  }
}
