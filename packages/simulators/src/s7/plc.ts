import { createServer, type Server, type Socket } from 'node:net';
import { type Clock, resetSocket, systemClock } from '@millwright/tags';
import { simulatorErrors } from '../errors.ts';
import { Chance } from '../random.ts';
import { Cpu } from './cpu.ts';
import { concerns, type Exchange, type S7Fault } from './faults.ts';
import { type ConnectRequest, disconnectReason, packet } from './framing.ts';
import { Guest, type Host } from './guest.ts';
import type { Identity } from './identity.ts';
import { type MemorySizes, S7Memory } from './memory.ts';
import { S7Recorder } from './recorder.ts';
import { type Program, type S7Settings, usualSettings } from './settings.ts';
import { type SystemLists, usualLists } from './system-lists.ts';

export interface S7PlcOptions extends Partial<S7Settings> {
  readonly host?: string;
  /** Default: one that is free. */
  readonly port?: number;
  /** How much it remembers, or its memory itself. Default: DB1 with 64 KiB, and a kilobyte of the rest. */
  readonly memory?: MemorySizes | S7Memory;
  readonly program?: Program;
  readonly identity?: Partial<Identity>;
  /** Of the chance with which faults come and bytes change. */
  readonly seed?: number;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** How many packets and requests are kept to be looked at. Default: 200. */
  readonly keep?: number;
}

/** A PLC that speaks S7: it answers as its memory says, and misbehaves on command. */
export class SimulatedS7Plc {
  readonly host: string;
  readonly protocol = 's7';
  readonly memory: S7Memory;
  readonly cpu: Cpu;
  /** Can be changed at any time. */
  readonly settings: S7Settings;
  /** What the program in it does; can be changed at any time. */
  program: Program;
  /** What has come and gone. */
  readonly recorder: S7Recorder;
  /** The rules that clients have broken. */
  readonly problems: string[] = [];
  readonly #options: S7PlcOptions;
  readonly #chance: Chance;
  readonly #guests = new Set<Guest>();
  #server: Server | undefined;
  #port: number;
  #faults: { readonly fault: S7Fault; left: number }[] = [];
  #accepted = 0;
  #requests = 0;
  #items = 0;
  #spoiled = 0;
  #lastConnect: ConnectRequest | undefined;

  constructor(options: S7PlcOptions = {}) {
    const { host = '127.0.0.1', port = 0, memory, program = {}, clock = systemClock, identity } = options;
    this.host = host;
    this.memory = memory instanceof S7Memory ? memory : new S7Memory(memory);
    this.program = program;
    this.cpu = new Cpu(() => clock.now(), identity);
    this.settings = settingsOf(options);
    this.recorder = new S7Recorder(options.keep ?? 200);
    this.#options = options;
    this.#port = port;
    this.#chance = new Chance(options.seed ?? 1);
  }

  get port(): number {
    return this.#port;
  }

  /** Connections that are open right now. */
  get connections(): number {
    return this.#guests.size;
  }

  /** Connections that were ever accepted. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Requests that ever came, connecting and setting up not counted. */
  get requests(): number {
    return this.#requests;
  }

  /** Items that were ever asked for or written. */
  get items(): number {
    return this.#items;
  }

  /** Answers that a fault has spoiled. */
  get spoiled(): number {
    return this.#spoiled;
  }

  /** What the last client asked for when it connected. */
  get lastConnect(): ConnectRequest | undefined {
    return this.#lastConnect;
  }

  /** Listens; after {@link refuse} on the same port again. @throws `simulators.listen-failed` */
  async listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer((socket) => this.#welcome(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        this.#server = undefined;
        const reason = cause.message;
        reject(simulatorErrors.listenFailed({ host: this.host, port: this.#port, reason }, { cause }));
      });
      server.listen(this.#port, this.host, resolve);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  /** Misbehaves from the next answer on. Of several faults the first one that fits an answer spoils it. */
  misbehave(fault: S7Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** Behaves again. */
  behave(): void {
    this.#faults = [];
  }

  /** Says to all clients what nobody has asked for: that the mode of the CPU is another one. */
  push(): void {
    for (const guest of this.#guests) guest.push();
  }

  /** Cuts all connections and listens on. */
  disconnect(how: 'close' | 'reset'): void {
    for (const { sender } of this.#guests) sender.end(how);
  }

  /** Cuts all connections and refuses new ones, as a PLC does that is off. */
  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.disconnect('reset');
    await closed;
  }

  close(): Promise<void> {
    return this.refuse();
  }

  #welcome(socket: Socket): void {
    this.#accepted += 1;
    const { connections, moreConnections } = this.settings;
    const full = this.#guests.size >= connections;
    if (full && moreConnections !== 'disconnect') {
      if (moreConnections === 'reset') resetSocket(socket);
      else socket.end();
      return;
    }
    const guest = new Guest(socket, this.#hostOf(this.#accepted, full));
    this.#guests.add(guest);
    socket.once('close', () => this.#guests.delete(guest));
  }

  #hostOf(connection: number, full: boolean): Host {
    const plc = this;
    return {
      memory: this.memory,
      settings: this.settings,
      cpu: this.cpu,
      get program() {
        return plc.program;
      },
      clock: this.#options.clock ?? systemClock,
      chance: this.#chance,
      lists: (level) => this.#lists(level),
      nextFault: (exchange) => this.#nextFault(exchange),
      onConnect: (request) => {
        this.#lastConnect = request;
        if (full) return disconnectReason.congested;
        const { tsaps } = this.settings;
        const isKnown = !tsaps || (request.called !== undefined && tsaps.includes(request.called));
        return isKnown ? undefined : disconnectReason.unknownAddress;
      },
      onPacket: (tpdu) => this.recorder.note({ direction: 'in', connection, bytes: packet(tpdu) }),
      onSent: (bytes) => this.recorder.note({ direction: 'out', connection, bytes }),
      onRequest: (exchange, items) => {
        this.#requests += 1;
        this.#items += items.length;
        this.recorder.see({ exchange, items });
      },
      onProblem: (problem) => this.problems.push(problem),
    };
  }

  #lists(level: number): SystemLists {
    const { lists, pdu, connections } = this.settings;
    if (lists === 'none') return {};
    const facts = { level, pdu, connections: Number.isFinite(connections) ? connections : 16 };
    return { ...usualLists(this.cpu, facts), ...lists };
  }

  #nextFault(exchange: Exchange): S7Fault | undefined {
    const active = this.#faults.find(({ fault }) => this.#fits(fault, exchange));
    if (!active) return undefined;
    this.#spoiled += 1;
    active.left -= 1;
    if (active.left <= 0) this.#faults = this.#faults.filter((other) => other !== active);
    return active.fault;
  }

  #fits(fault: S7Fault, exchange: Exchange): boolean {
    return concerns(fault, exchange) && (fault.share === undefined || this.#chance.next() < fault.share);
  }
}

/** The usual ones, and what of the options is one of them. */
function settingsOf(options: S7PlcOptions): S7Settings {
  const settings: S7Settings = { ...usualSettings };
  for (const name of Object.keys(settings) as (keyof S7Settings)[]) {
    if (options[name] !== undefined) Object.assign(settings, { [name]: options[name] });
  }
  return settings;
}
