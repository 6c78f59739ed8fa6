import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { road as formats } from '../../../common/formats.ts';
import { type DeviceFrame, type HubFrame, hubFrame, roadRoutes } from '../../../common/road.ts';
import { pauseAfter } from './back-off.ts';
import { type HubClient, readAnswer } from './hub-client.ts';
import { forgotten, refusedBy, tooMany } from './refusal.ts';
import type { Session } from './session.ts';
import { openSocket, type RoadSocket } from './socket.ts';

/** Milliseconds. Where WebSockets do not come through they are tried again from time to time: networks change. */
const polling = 10 * 60_000;
const shortestPoll = 1000;
const longestPoll = 60_000;

export interface ConnectionState {
  readonly road: 'socket' | 'poll' | 'none';
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Why there is none, or what of the hub's was refused last. */
  readonly trouble?: Error;
}

export interface ConnectionOptions {
  readonly hub: HubClient;
  readonly session: Session;
  /** What the device has to say now, signed. Undefined while there is nothing yet. @param isAnew signed for this time, not as it was said before */
  readonly frame: (isAnew: boolean) => Omit<DeviceFrame, 'format'> | undefined;
  /** Resolves once all of it was looked at. What it throws is shown; the road stays open. */
  readonly hear: (frame: HubFrame) => Promise<void>;
  readonly onChanged: (state: ConnectionState) => void;
  readonly now: () => number;
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number;
  readonly random: () => number;
}

/**
 * The road to the hub, held open as long as this instance is a device of it: by WebSocket, by asking where those do not
 * come through, and again and again where neither does. Nothing here is lost by its failure: what is to be said is asked
 * for anew.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #ended = new AbortController();
  #state: ConnectionState;
  #failures = 0;
  #news = Promise.withResolvers<void>();
  #hearing: Promise<void> = Promise.resolve();
  /** What was said last was signed for that. */
  #isAnew = false;
  /** The hub has something to say, and only to a report that was never said before. */
  #isAskedAnew = false;
  /** What the hub said last, until it is looked at. */
  #latest: string | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#state = { road: 'none', since: options.now() };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** There is something new to say. */
  tell(): void {
    this.#news.resolve();
  }

  /** Resolves when nothing of it goes on. */
  async close(): Promise<void> {
    this.#ended.abort(fleetErrors.notEnrolled());
    this.tell();
    await this.#running;
    await this.#hearing;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      try {
        await this.#connect();
      } catch (error) {
        if (signal.aborted) return;
        this.#failures += 1;
        this.#say('none', error as Error);
      }
      const asked = refusedBy(this.#state.trouble)?.again ?? 0;
      await this.#pause(pauseAfter(Math.max(1, this.#failures), this.#options.random(), asked));
    }
  }

  /** Resolves, or throws, when the road is gone. */
  async #connect(): Promise<void> {
    const { session, hub } = this.#options;
    const { signal } = this.#ended;
    let closed: Error | undefined;
    let socket: RoadSocket;
    // A hub that cannot be asked for a pass is not in reach at all: then nothing is said against WebSockets.
    await session.pass(signal);
    try {
      const onClose = (reason: Error): void => {
        closed = reason;
        this.tell();
      };
      const onFrame = (text: string): void => this.#take(text);
      socket = await session.with(signal, (pass) => openSocket(hub, pass, { onFrame, onClose }, signal));
      closed = undefined;
    } catch (error) {
      const { status = 0 } = refusedBy(error) ?? {};
      if (signal.aborted || forgotten.includes(status) || status === tooMany) throw error;
      await this.#poll();
      return;
    }
    this.#say('socket');
    try {
      for (let isFirst = true; !closed; isFirst = false) {
        this.#forgetNews();
        const frame = this.#frame(this.#saysAnew(isFirst));
        if (frame !== undefined) await socket.send(frame);
        if (!closed) await this.#news.promise;
      }
      throw closed;
    } finally {
      socket.close();
    }
  }

  /** Asks for as long as WebSockets are not tried again. */
  async #poll(): Promise<void> {
    const { hub, session, elapsed } = this.#options;
    const { signal } = this.#ended;
    const until = elapsed() + polling;
    for (let isFirst = true; !signal.aborted && elapsed() < until; isFirst = false) {
      this.#forgetNews();
      const frame = this.#options.frame(this.#saysAnew(isFirst));
      let next = longestPoll;
      if (frame !== undefined) {
        const said = await session.with(signal, (pass) =>
          hub.call(roadRoutes.exchange, frame, { signal, pass }),
        );
        this.#say('poll');
        next = Math.min(longestPoll, Math.max(shortestPoll, said.next));
        await this.#hear(said);
      }
      const timer = setTimeout(() => this.tell(), next);
      await this.#news.promise;
      clearTimeout(timer);
    }
  }

  #saysAnew(isFirst: boolean): boolean {
    this.#isAnew = isFirst || this.#isAskedAnew;
    this.#isAskedAnew = false;
    return this.#isAnew;
  }

  #frame(isFirst: boolean): string | undefined {
    const { frame, hub } = this.#options;
    const said = frame(isFirst);
    return said && JSON.stringify(formats.write('device.frame', { format: hub.format, ...said }));
  }

  /** One after the other. Of what comes meanwhile the latest says all of the others, but what the machine repeats anyway. */
  #take(text: string): void {
    const isHearing = this.#latest !== undefined;
    this.#latest = text;
    if (!isHearing) this.#hearing = this.#hearing.then(() => this.#hearLatest());
  }

  async #hearLatest(): Promise<void> {
    const text = this.#latest;
    this.#latest = undefined;
    if (text === undefined) return;
    try {
      await this.#hear(readAnswer(hubFrame, text, this.#options.hub.url));
    } catch (error) {
      this.#heard(error as Error);
    }
  }

  async #hear(frame: HubFrame): Promise<void> {
    this.#failures = 0;
    // Whoever asks again and again wears out nobody's disk: each number of a report is kept there.
    if (frame.anew === true && !this.#isAnew) {
      this.#isAskedAnew = true;
      this.tell();
    }
    try {
      await this.#options.hear(frame);
      this.#heard();
    } catch (error) {
      this.#heard(error as Error);
    }
  }

  /** Where the road is gone by now, why it is gone is what people have to know. */
  #heard(trouble?: Error): void {
    const { road } = this.#state;
    if (road !== 'none') this.#say(road, trouble);
  }

  #forgetNews(): void {
    if (!this.#ended.signal.aborted) this.#news = Promise.withResolvers<void>();
  }

  #say(road: ConnectionState['road'], trouble?: Error): void {
    if (road === this.#state.road && textOf(trouble) === textOf(this.#state.trouble)) return;
    const since = road === this.#state.road ? this.#state.since : this.#options.now();
    this.#state = { road, since, ...(trouble && { trouble }) };
    this.#options.onChanged(this.#state);
  }

  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#ended;
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      timer.unref();
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }
}

const textOf = (error: Error | undefined): string | undefined =>
  error && (isCodedError(error) ? JSON.stringify(error.toJSON()) : error.message);
