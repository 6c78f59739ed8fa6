import {
  answerFrom,
  type Channel,
  type ChannelListener,
  type Guest,
  ModbusServer,
  type Road,
  type RoadOptions,
  type SerialLine,
  type ServedExchange,
  type ServerPlace,
  type Session,
  sessionOver,
} from '@millwright/modbus';
import { ManualClock } from '@millwright/tags';
import type { Chance } from '../random.ts';
import { type Fault, Spoiler } from './faults.ts';
import type { Memory } from './memory.ts';

/** Milliseconds that bytes take from one end to the other. */
const transit = 1;

const serial: SerialLine = { path: 'a wire', baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 };

/** One end of a wire without a network: what is written at it arrives at the other one a little later. */
class End implements Channel {
  other: End | undefined;
  readonly #clock: ManualClock;
  #listener: ChannelListener | undefined;
  #isOpen = true;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  follow(listener: ChannelListener): void {
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    if (this.#isOpen) this.#clock.after(transit, () => this.other?.hear(bytes));
  }

  hear(bytes: Uint8Array): void {
    if (this.#isOpen) this.#listener?.bytes(bytes);
  }

  async close(): Promise<void> {
    this.end();
    this.other?.end(new Error('the other end was closed'));
  }

  end(cause?: Error): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (cause) this.#listener?.end(cause);
  }
}

/**
 * A client and a server of Modbus in a time of their own, with everything between them that is ours but the sockets:
 * what takes a day of time-outs takes a minute.
 */
export class OwnTime {
  readonly clock = new ManualClock();
  readonly #options: RoadOptions;
  readonly #server: ModbusServer;
  readonly #spoiler: Spoiler;
  #fault: Fault | undefined;
  #enter: (guest: Guest) => void = () => {};
  #session: Session | undefined;

  constructor(road: Road, timeout: number, memory: Memory, chance: Chance) {
    this.#spoiler = new Spoiler(chance, this.clock);
    const place = { host: '127.0.0.1', port: 502 };
    const common = { timeout, clock: this.clock };
    const network = { ...place, ...common, connectTimeout: 1_000 };
    this.#options =
      road === 'rtu' || road === 'ascii'
        ? { road, serial, ...common }
        : road === 'tls'
          ? { road, tls: {}, ...network }
          : { road, ...network };
    const served: ServerPlace =
      road === 'rtu' || road === 'ascii'
        ? { road, serial }
        : road === 'tls'
          ? { road, tls: { cert: '', key: '' }, ...place }
          : { road, ...place };
    this.#server = new ModbusServer(
      {
        ...served,
        clock: this.clock,
        serve: (_unit, request) => answerFrom(memory, request),
        send: (exchange) => this.#send(exchange),
      },
      {
        port: 0,
        open: async (door) => {
          this.#enter = door.enter;
        },
        close: async () => {},
      },
    );
  }

  listen(): Promise<void> {
    return this.#server.listen();
  }

  /** Spoils the next answer. */
  spoil(fault: Fault): void {
    this.#fault = fault;
  }

  /** An open road: the last one, or another one where that has ended. */
  session(): Session {
    if (this.#session) return this.#session;
    const [ours, theirs] = [new End(this.clock), new End(this.clock)];
    ours.other = theirs;
    theirs.other = ours;
    const cut = (): void => {
      for (const end of [theirs, ours]) end.end(new Error('the connection was cut'));
    };
    this.#enter({ address: '127.0.0.1', channel: theirs, cut });
    // Whatever has arrived has been handed over: there is nothing between the two that could hold it.
    const session = sessionOver(ours, this.#options, (callback) => callback());
    session.onEnd(() => {
      this.#session = undefined;
    });
    this.#session = session;
    return session;
  }

  /** Lets time pass until a promise has settled. */
  async settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
    let outcome: PromiseSettledResult<T> | undefined;
    void Promise.allSettled([promise]).then(([result]) => {
      outcome = result;
    });
    for (let turn = 0; !outcome; turn += 1) {
      for (let step = 0; step < 6; step += 1) await undefined;
      if (outcome) break;
      this.clock.advance(1);
      if (turn > 100_000) throw new Error('A request has not settled');
    }
    return outcome;
  }

  #send(exchange: ServedExchange): void {
    const fault = this.#fault;
    this.#fault = undefined;
    if (fault) this.#spoiler.send(fault, exchange);
    else this.#spoiler.sendRight(exchange);
  }
}
