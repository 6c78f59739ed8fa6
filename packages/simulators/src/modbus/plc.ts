import {
  type Answer,
  exceptionCode,
  ModbusServer,
  type Request,
  type Road,
  type ServedExchange,
  type ServerLimits,
} from '@millwright/modbus';
import { type Clock, systemClock } from '@millwright/tags';
import { Chance } from '../random.ts';
import { Bus, type BusOptions } from './bus.ts';
import { type Fault, Spoiler } from './faults.ts';
import type { Memory } from './memory.ts';
import { type PlaceOptions, placeOf } from './place.ts';
import { SimulatedUnit } from './unit.ts';

export interface PlcOptions extends PlaceOptions {
  /** What its units hold: all the same, or each its own. */
  readonly memory: Memory | ((unit: number) => Memory);
  /** The units that answer; all of them where absent. */
  readonly units?: readonly number[];
  /** What units that are not there answer. A line is always silent. Default: silence. */
  readonly absent?: 'silence' | 'gateway-exception';
  /** The slow line on which the units are, where this is their gateway. */
  readonly bus?: BusOptions;
  /** Whether a unit is there right now, for one that drops out by itself. */
  readonly isThere?: (unit: number) => boolean;
  readonly limits?: ServerLimits;
  /** Of the chance with which faults come. */
  readonly seed?: number;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
}

/** A PLC, or a gateway with several behind it, on any road of Modbus: it answers as its memory says, and misbehaves on command. */
export class SimulatedPlc {
  readonly host: string;
  readonly protocol: `modbus-${Road}`;
  readonly #options: PlcOptions;
  readonly #server: ModbusServer;
  readonly #bus: Bus | undefined;
  readonly #spoiler: Spoiler;
  readonly #chance: Chance;
  readonly #units = new Map<number, SimulatedUnit>();
  readonly #gone = new Set<number>();
  #faults: { readonly fault: Fault; left: number }[] = [];
  #requests = 0;
  #spoiled = 0;

  /** @throws `simulators.bad-arguments` */
  constructor(options: PlcOptions) {
    const { road = 'tcp', host = '127.0.0.1', units, absent, bus, limits, clock = systemClock } = options;
    this.host = host;
    this.protocol = `modbus-${road}`;
    this.#options = options;
    this.#chance = new Chance(options.seed ?? 1);
    this.#spoiler = new Spoiler(this.#chance, clock);
    this.#bus = bus && new Bus(bus, clock);
    this.#server = new ModbusServer({
      ...placeOf(options),
      // A gateway knows of a missing unit only after it has waited for it.
      ...(units && !bus && { units }),
      ...(absent && { absent }),
      ...(limits && { limits }),
      clock,
      serve: (unit, request) => this.#serve(unit, request),
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

  /** Answers that a fault has spoiled. */
  get spoiled(): number {
    return this.#spoiled;
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

  /** A unit goes off, and the rest stays. */
  leave(unit: number): void {
    this.#gone.add(unit);
  }

  /** It is back. */
  comeBack(unit: number): void {
    this.#gone.delete(unit);
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

  #serve(unit: number, request: Request): Answer | undefined | Promise<Answer | undefined> {
    if (!this.#bus) return this.#isThere(unit) ? this.#unit(unit).answer(request) : this.#missing();
    return this.#bus
      .carry(unit, () => (this.#isThere(unit) ? this.#unit(unit).answer(request) : undefined))
      .then((carried) => {
        if (carried === 'busy') return { exception: exceptionCode.serverDeviceBusy };
        return carried === 'silent' ? this.#missing() : carried.answer;
      });
  }

  #isThere(unit: number): boolean {
    const { units, isThere } = this.#options;
    return !this.#gone.has(unit) && (units?.includes(unit) ?? true) && (isThere?.(unit) ?? true);
  }

  #missing(): Answer | undefined {
    const { absent, road = 'tcp' } = this.#options;
    const isLine = road !== 'tcp' && road !== 'tls' && road !== 'udp';
    if (isLine || absent !== 'gateway-exception') return undefined;
    return { exception: exceptionCode.gatewayTargetFailed };
  }

  #unit(unit: number): SimulatedUnit {
    const { memory } = this.#options;
    const known = this.#units.get(unit);
    if (known) return known;
    const made = new SimulatedUnit(typeof memory === 'function' ? memory(unit) : memory);
    this.#units.set(unit, made);
    return made;
  }

  #send(exchange: ServedExchange): void {
    this.#requests += 1;
    const active = this.#faults.find(({ fault }) => this.#fits(fault, exchange));
    if (!active) {
      this.#spoiler.sendRight(exchange);
      return;
    }
    this.#spoiled += 1;
    active.left -= 1;
    if (active.left <= 0) this.#faults = this.#faults.filter((other) => other !== active);
    this.#spoiler.send(active.fault, exchange);
  }

  #fits({ unit, share }: Fault, exchange: ServedExchange): boolean {
    if (unit !== undefined && unit !== exchange.unit) return false;
    return share === undefined || this.#chance.next() < share;
  }
}
