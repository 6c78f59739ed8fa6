import { type Exchange, exceptionCode, sendAnswer, TcpServer } from '@millwright/modbus';
import { type Fault, sendSpoiled } from './faults.ts';
import type { Memory } from './memory.ts';

export interface PlcOptions {
  readonly host?: string;
  /** 0: the system chooses. */
  readonly port: number;
  readonly memory: Memory;
  /** The units that answer; all of them where absent. */
  readonly units?: readonly number[];
}

/** A PLC on Modbus TCP that answers as its memory says, and misbehaves on command. */
export class SimulatedPlc {
  readonly host: string;
  readonly protocol = 'modbus-tcp';
  readonly #server: TcpServer;
  #faults: { readonly fault: Fault; left: number }[] = [];
  #requests = 0;

  constructor({ host = '127.0.0.1', port, memory, units }: PlcOptions) {
    this.host = host;
    this.#server = new TcpServer({
      host,
      port,
      serve: (unit, request) => {
        if (units && !units.includes(unit)) return undefined;
        return request.do === 'read' ? memory.read(request) : { exception: exceptionCode.illegalFunction };
      },
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

  #send(exchange: Exchange): void {
    this.#requests += 1;
    const active = this.#faults.find(
      ({ fault }) => fault.unit === undefined || fault.unit === exchange.frame.unit,
    );
    if (!active) {
      sendAnswer(exchange);
      return;
    }
    active.left -= 1;
    if (active.left <= 0) this.#faults = this.#faults.filter((other) => other !== active);
    sendSpoiled(active.fault, exchange);
  }
}
