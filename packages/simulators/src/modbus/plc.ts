import {
  exceptionCode,
  ModbusServer,
  type Road,
  type SerialLine,
  type ServedExchange,
  type ServerPlace,
  type TlsServerOptions,
} from '@millwright/modbus';
import { simulatorErrors } from '../errors.ts';
import { type Fault, Spoiler } from './faults.ts';
import type { Memory } from './memory.ts';

export interface PlcOptions {
  /** Default: Modbus TCP. */
  readonly road?: Road;
  readonly host?: string;
  /** 0: the system chooses. A serial line has none. */
  readonly port?: number;
  /** The serial line, for the roads that are one. */
  readonly serial?: SerialLine;
  /** What the server shows, for TLS. */
  readonly tls?: TlsServerOptions;
  readonly memory: Memory;
  /** The units that answer; all of them where absent. */
  readonly units?: readonly number[];
}

/** A PLC on any road of Modbus that answers as its memory says, and misbehaves on command. */
export class SimulatedPlc {
  readonly host: string;
  readonly protocol: `modbus-${Road}`;
  readonly #server: ModbusServer;
  readonly #spoiler = new Spoiler();
  #faults: { readonly fault: Fault; left: number }[] = [];
  #requests = 0;

  constructor({ road = 'tcp', host = '127.0.0.1', port = 0, serial, tls, memory, units }: PlcOptions) {
    this.host = host;
    this.protocol = `modbus-${road}`;
    this.#server = new ModbusServer({
      ...placeOf(road, host, port, serial, tls),
      ...(units && { units }),
      serve: (_unit, request) =>
        request.do === 'read' ? memory.read(request) : { exception: exceptionCode.illegalFunction },
      send: (exchange) => this.#send(exchange),
    });
  }

  get port(): number {
    return this.#server.port;
  }

  /** Connections that are open right now. */
  get connections(): number {
    return this.#server.connections;
  }

  /** Connections that were ever accepted. */
  get accepted(): number {
    return this.#server.accepted;
  }

  /** Requests that ever came. */
  get requests(): number {
    return this.#requests;
  }

  /** Listens; after {@link refuse} on the same port again. @throws `modbus.listen-failed` */
  listen(): Promise<void> {
    return this.#server.listen();
  }

  /** Misbehaves from the next answer on. Of several faults the first one that fits an answer spoils it. */
  misbehave(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** Behaves again. */
  behave(): void {
    this.#faults = [];
  }

  /** Cuts all connections and listens on. */
  disconnect(how: 'close' | 'reset'): void {
    this.#server.disconnect(how);
  }

  /** Cuts all connections and refuses new ones, as a PLC does that is off. */
  refuse(): Promise<void> {
    return this.#server.close();
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  #send(exchange: ServedExchange): void {
    this.#requests += 1;
    const active = this.#faults.find(({ fault }) => fault.unit === undefined || fault.unit === exchange.unit);
    if (!active) {
      this.#spoiler.sendRight(exchange);
      return;
    }
    active.left -= 1;
    if (active.left <= 0) this.#faults = this.#faults.filter((other) => other !== active);
    this.#spoiler.send(active.fault, exchange);
  }
}

function placeOf(
  road: Road,
  host: string,
  port: number,
  serial: SerialLine | undefined,
  tls: TlsServerOptions | undefined,
): ServerPlace {
  if (road === 'rtu' || road === 'ascii') {
    if (!serial) throw simulatorErrors.badArguments({ reason: `${road} needs a serial line` });
    return { road, serial };
  }
  if (road !== 'tls') return { road, host, port };
  if (!tls) throw simulatorErrors.badArguments({ reason: 'TLS needs a certificate and its key' });
  return { road, host, port, tls };
}
