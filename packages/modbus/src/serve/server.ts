import { type Clock, type NetworkPlace, systemClock } from '@millwright/tags';
import { ascii } from '../line/ascii.ts';
import { rtu } from '../line/rtu.ts';
import { exceptionBit } from '../pdu/exceptions.ts';
import { frameSilence, type SerialLine } from '../roads/road.ts';
import { answerTo, type Serve } from './answer.ts';
import { SerialEntrance, SocketEntrance, type TlsServerOptions, UdpEntrance } from './entrances.ts';
import { type Framing, type ServedExchange, sendAnswer } from './exchange.ts';
import type { Absence, Entrance, Guest, RequestSource } from './guest.ts';
import { allowance, type ServerLimits } from './limits.ts';
import { LineSource } from './line-source.ts';
import { type Asked, mbapSource } from './mbap-source.ts';

/** Where a server is. */
export type ServerPlace =
  | ({ readonly road: 'tcp' | 'udp' | 'rtu-over-tcp' | 'ascii-over-tcp' } & NetworkPlace)
  | ({ readonly road: 'tls'; readonly tls: TlsServerOptions } & NetworkPlace)
  | { readonly road: 'rtu' | 'ascii'; readonly serial: SerialLine };

export type ServerOptions = ServerPlace & {
  /** Answers a valid request; undefined stays silent, as a unit does that is not there. */
  readonly serve: Serve;
  /** The units that it stands for. Default: all. */
  readonly units?: readonly number[];
  /**
   * What is answered for other units: nothing, or exception 0x0B, as a gateway does. A line always stays silent: the
   * other unit is on it. Default: nothing.
   */
  readonly absent?: 'silence' | 'gateway-exception';
  readonly limits?: ServerLimits;
  /** Takes what {@link serve} threw. It never throws itself. */
  readonly onFault?: (error: unknown) => void;
  /** Takes why a client that was to be let in did not get in: its handshake failed. It never throws itself. */
  readonly onFailed?: (error: unknown) => void;
  /** Called when the serial line has gone, is still not there, or is back: {@link ModbusServer.absence} says which. It never throws itself. */
  readonly onLine?: () => void;
  /** Sends an answer. Default: at once, as it is. A simulator that misbehaves has its own. */
  readonly send?: (exchange: ServedExchange) => void;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
};

const usualConnections = 64;

/** Milliseconds after which a line inside a TCP connection counts as silent: a network has pauses of its own. */
const silenceOverTcp = 50;

/** No operating system tells a shorter silence of a serial line from a pause of its own. */
const shortestSilence = 10;

/** So many requests of one guest may be without their answer; it is not heard until one of them is answered. */
const mostAtOnce = 32;

const gatewayTargetFailed = 0x0b;

/**
 * A Modbus server on any road. What is not Modbus ends its connection, or is passed over on a line, and harms nobody
 * else.
 * @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.2
 */
export class ModbusServer {
  readonly #options: ServerOptions;
  readonly #entrance: Entrance;
  readonly #framing: Framing;
  readonly #isAllowed: (address: string) => boolean;
  readonly #clock: Clock;
  readonly #guests = new Map<Guest, () => void>();
  #isOpen = false;
  #absence: Absence | undefined;
  #accepted = 0;
  #refused = 0;
  #requests = 0;
  #exceptions = 0;

  /**
   * @param entrance another way in than the place says: for whoever has one of its own, as simulations do
   * @throws `modbus.bad-allow-list`
   */
  constructor(options: ServerOptions, entrance?: Entrance) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#entrance = entrance ?? entranceOf(options, this.#clock);
    this.#framing = framingOf(options.road);
    this.#isAllowed = allowance(options.limits?.allow);
  }

  /** Connections that are open right now; a serial line is one. */
  get connections(): number {
    return this.#guests.size;
  }

  /** Connections that were ever accepted. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Connections, or datagrams, that were turned away, those included whose handshake failed. */
  get refused(): number {
    return this.#refused;
  }

  /** Requests that came, for whichever unit. */
  get requests(): number {
    return this.#requests;
  }

  /** Those that were answered with an exception. */
  get exceptions(): number {
    return this.#exceptions;
  }

  /** Why the serial line that it was on is not there, until it is back. */
  get absence(): Absence | undefined {
    return this.#absence;
  }

  /** The port it listens on; with port 0 in the options, the one that the system chose at the first time. */
  get port(): number {
    return this.#entrance.port;
  }

  /** Listens; after {@link close} on the same port again. @throws `modbus.listen-failed`, `.serial-missing`, `.serial-failed` */
  async listen(): Promise<void> {
    if (this.#isOpen) return;
    await this.#entrance.open({
      mayEnter: (address, inside) => this.#mayEnter(address, inside),
      enter: (guest) => this.#receive(guest),
      failed: (error) => {
        this.#refused += 1;
        this.#options.onFailed?.(error);
      },
      lost: (absence) => this.#lineIs(absence),
    });
    this.#isOpen = true;
  }

  /** Cuts every connection, by a reset if asked to, and listens on. */
  disconnect(how: 'close' | 'reset' = 'close'): void {
    for (const guest of this.#guests.keys()) guest.cut(how);
  }

  /** Stops listening and cuts every connection. Resolves when all of that is gone. Calling twice is safe. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#absence = undefined;
    const gone = [...this.#guests].map(([guest, forget]) => {
      forget();
      return guest.channel.close();
    });
    await Promise.all([...gone, this.#entrance.close()]);
  }

  #mayEnter(address: string, inside: number): boolean {
    const { maxConnections = usualConnections } = this.#options.limits ?? {};
    const may = this.#isAllowed(address) && inside < maxConnections;
    if (!may) this.#refused += 1;
    return may;
  }

  #lineIs(absence: Absence | undefined): void {
    if (absence === this.#absence) return;
    this.#absence = absence;
    this.#options.onLine?.();
  }

  #receive(guest: Guest): void {
    const { idleTimeout } = this.#options.limits ?? {};
    const isLasting = this.#options.road !== 'udp';
    const isSerial = 'serial' in this.#options;
    this.#accepted += 1;
    this.#lineIs(undefined);
    let cancelIdle: () => void = () => {};
    const stir = (): void => {
      cancelIdle();
      if (idleTimeout !== undefined && isLasting && !isSerial)
        cancelIdle = this.#clock.after(idleTimeout, () => guest.cut('close'));
    };
    const source = this.#source(guest);
    const forget = (): void => {
      cancelIdle();
      source.close();
      this.#guests.delete(guest);
    };
    if (isLasting) this.#guests.set(guest, forget);
    stir();
    guest.channel.follow({
      bytes: (chunk) => {
        stir();
        if (source.push(chunk) !== undefined) guest.cut('close');
      },
      end: forget,
    });
  }

  #source(guest: Guest): RequestSource {
    let waiting = 0;
    const source = this.#reader((asked) => {
      const exchange = this.#exchange(guest, source, asked);
      if (!(exchange instanceof Promise)) return this.#send(exchange);
      waiting += 1;
      if (waiting === mostAtOnce) guest.channel.pause?.();
      void exchange.then((late) => {
        waiting -= 1;
        if (waiting === mostAtOnce - 1) guest.channel.resume?.();
        this.#send(late);
      });
    });
    return source;
  }

  #reader(onRequest: (asked: Asked) => void): RequestSource {
    if (this.#framing === 'mbap') return mbapSource(onRequest);
    const serial = 'serial' in this.#options ? this.#options.serial : undefined;
    const silence = serial ? Math.max(shortestSilence, frameSilence(serial)) : silenceOverTcp;
    const framing = this.#framing === 'rtu' ? rtu : ascii;
    return new LineSource({ framing, silence, clock: this.#clock, mayEcho: serial !== undefined }, onRequest);
  }

  #exchange(
    guest: Guest,
    source: RequestSource,
    { unit, pdu, frame }: Asked,
  ): ServedExchange | Promise<ServedExchange> {
    const withAnswer = (answer: Uint8Array | undefined): ServedExchange => {
      if (((answer?.[0] ?? 0) & exceptionBit) !== 0) this.#exceptions += 1;
      return {
        framing: this.#framing,
        guest,
        unit,
        request: pdu,
        answer,
        frame,
        say: (bytes) => {
          source.said(bytes);
          guest.channel.write(bytes);
        },
        cut: (how) => guest.cut(how),
      };
    };
    this.#requests += 1;
    const answer = this.#answer(unit, pdu, guest.address);
    return answer instanceof Promise ? answer.then(withAnswer) : withAnswer(answer);
  }

  #answer(
    unit: number,
    pdu: Uint8Array,
    address: string,
  ): Uint8Array | undefined | Promise<Uint8Array | undefined> {
    const { serve, units, absent, onFault } = this.#options;
    const client = { address };
    const isLine = this.#framing !== 'mbap';
    if (isLine && unit === 0) {
      // All units do it and none answers.
      for (const each of units ?? [0]) void answerTo(serve, each, pdu, client, onFault);
      return undefined;
    }
    if (units && !units.includes(unit)) {
      if (isLine || absent !== 'gateway-exception') return undefined;
      return Uint8Array.of((pdu[0] ?? 0) | exceptionBit, gatewayTargetFailed);
    }
    return answerTo(serve, unit, pdu, client, onFault);
  }

  #send(exchange: ServedExchange): void {
    (this.#options.send ?? sendAnswer)(exchange);
  }
}

function framingOf(road: ServerPlace['road']): Framing {
  if (road === 'rtu' || road === 'rtu-over-tcp') return 'rtu';
  return road === 'ascii' || road === 'ascii-over-tcp' ? 'ascii' : 'mbap';
}

function entranceOf(place: ServerPlace, clock: Clock): Entrance {
  switch (place.road) {
    case 'udp':
      return new UdpEntrance(place);
    case 'tls':
      return new SocketEntrance(place, place.tls);
    case 'rtu':
    case 'ascii':
      return new SerialEntrance(place.serial, clock);
    default:
      return new SocketEntrance(place);
  }
}
