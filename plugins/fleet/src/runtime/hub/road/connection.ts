import { isCodedError } from '@millwright/schema';
import * as v from 'valibot';
import type { RawData, WebSocket } from 'ws';
import { fleetErrors } from '../../../common/errors.ts';
import { closeBase, type DeviceFrame, deviceFrame, type HubFrame } from '../../../common/road.ts';
import type { Limits } from './limits.ts';
import type { Road, Spoken } from './road.ts';
import { toDevice } from './to-device.ts';

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly device: string;
  readonly road: Road;
  readonly limits: Limits;
  /** Told of what is our bug, or the store's. */
  readonly fault: (error: unknown) => void;
  /** The device was believed for the first time on this connection: it said something that nobody has heard before. */
  readonly onBelieved: () => void;
  /** The other end is there, also where it says nothing. */
  readonly onAlive: () => void;
  /** Milliseconds until the pass ends that it was opened with: unless it is believed by then, it is closed. */
  readonly passEnds: number;
}

/** How often it is looked whether anybody is there, in milliseconds. */
const pingEvery = 30_000;
/** As WebSocket has it: the server goes away; something unexpected. */
const goingAway = 1001;
const unexpected = 1011;

/**
 * One live connection of a device. One report is looked at at a time, and the next is read from the line only then; one frame
 * is on its way at a time, and what changes meanwhile is in the next.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  /** As the device last said; until then it is told nothing. */
  #spoken: Spoken | undefined;
  #isBelieved = false;
  #isSending = false;
  #isStale = false;
  #isAlive = true;
  #turn: Promise<void> = Promise.resolve();
  #unread = 0;
  #pause: NodeJS.Timeout | undefined;
  readonly #pings: NodeJS.Timeout;
  readonly #passEnd: NodeJS.Timeout;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { socket, passEnds } = options;
    this.#passEnd = setTimeout(() => this.#refuse(fleetErrors.passNeeded()), passEnds).unref();
    this.#pings = setInterval(() => this.#ping(), pingEvery).unref();
    socket.on('message', (data, isBinary) => void this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#isAlive = true;
      this.#heard();
    });
    socket.on('ping', () => this.#heard());
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(this.#pings);
      clearTimeout(this.#passEnd);
      clearTimeout(this.#pause);
    });
  }

  get isBelieved(): boolean {
    return this.#isBelieved;
  }

  /** Something else is wanted of the device. */
  async refresh(): Promise<void> {
    if (!this.#spoken || !this.#isBelieved) return;
    if (this.#isSending) {
      this.#isStale = true;
      return;
    }
    try {
      this.#isSending = true;
      this.#isStale = false;
      const { device, road } = this.#options;
      this.#send(await road.frame(device, this.#spoken));
    } catch (error) {
      this.#isSending = false;
      this.#refuse(error);
    }
  }

  /** Says why, and ends it. */
  close(error: unknown): void {
    this.#refuse(error);
  }

  /** The hub stops. */
  leave(): void {
    this.#options.socket.close(goingAway);
  }

  /** What came in one piece with the report before waits here for its turn; beyond that nothing is read. */
  async #receive(data: RawData, isBinary: boolean): Promise<void> {
    this.#options.socket.pause();
    this.#unread += 1;
    const turn = this.#turn.then(() => this.#exchange(data, isBinary));
    this.#turn = turn.then(() => undefined);
    const wait = await turn;
    this.#unread -= 1;
    if (this.#unread === 0) this.#resumeIn(wait);
  }

  /** @returns how many seconds later the next report is read */
  async #exchange(data: RawData, isBinary: boolean): Promise<number> {
    const { socket, device, road, limits, onBelieved } = this.#options;
    if (socket.readyState !== socket.OPEN) return 0;
    try {
      const frame = readFrame(data, isBinary);
      const { reported: _reported, ...spoken } = frame;
      const { answer, isNew } = await road.take(device, frame);
      this.#spoken = spoken;
      if (isNew && !this.#isBelieved) {
        this.#isBelieved = true;
        clearTimeout(this.#passEnd);
        onBelieved();
      }
      this.#send(answer);
      return limits.take('frames', device);
    } catch (error) {
      this.#refuse(error);
      return 0;
    }
  }

  #send(frame: HubFrame): void {
    const { socket } = this.#options;
    this.#isSending = true;
    socket.send(JSON.stringify(toDevice('hub.frame', frame)), () => {
      this.#isSending = false;
      if (this.#isStale && socket.readyState === socket.OPEN) void this.refresh();
    });
  }

  /** A device that talks too much is listened to more slowly; nothing of it is lost. */
  #resumeIn(seconds: number): void {
    const { socket } = this.#options;
    if (seconds <= 0) socket.resume();
    else this.#pause = setTimeout(() => socket.resume(), seconds * 1000).unref();
  }

  #refuse(error: unknown): void {
    const { socket, fault } = this.#options;
    if (!isCodedError(error) || error.family !== 'caller') fault(error);
    if (socket.readyState !== socket.OPEN) return;
    if (isCodedError(error)) socket.close(closeBase + error.status, error.code);
    else socket.close(unexpected);
    // That it is closed is answered, and has to be read.
    socket.resume();
  }

  /** Whoever has nothing but the pass is no sign of life of the device. */
  #heard(): void {
    if (this.isBelieved) this.#options.onAlive();
  }

  #ping(): void {
    const { socket } = this.#options;
    // Who is not listened to just now cannot be heard.
    if (!this.#isAlive && !socket.isPaused) socket.terminate();
    this.#isAlive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }
}

/** @throws `fleet.frame-invalid`, `fleet.format-unknown` */
function readFrame(data: RawData, isBinary: boolean): DeviceFrame {
  const parsed = isBinary ? undefined : v.safeParse(deviceFrame, jsonOf(data));
  if (!parsed?.success) throw fleetErrors.frameInvalid();
  return parsed.output;
}

function jsonOf(data: RawData): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
