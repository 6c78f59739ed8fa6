import type { Socket } from 'node:net';
import { cpuError } from './cpu.ts';
import type { Exchange } from './faults.ts';
import { type ConnectRequest, confirmation, PacketReader, readConnect, tpduKind } from './framing.ts';
import { control, itemsOf, read, refused, setUp, type Workplace, write } from './jobs.ts';
import { encodeMessage, jobs, kind, type Message, readMessage } from './message.ts';
import { Protection } from './protection.ts';
import { Sender, type SenderOptions } from './sender.ts';
import type { SystemLists } from './system-lists.ts';
import {
  answerError,
  answerPart,
  type Part,
  push,
  type Question,
  readQuestion,
  respond,
} from './user-data.ts';
import type { Asked } from './variables.ts';

/** What one connection needs of its PLC. */
export interface Host extends Workplace, Omit<SenderOptions, 'socket'> {
  readonly lists: (level: number) => SystemLists;
  /** The TSAPs that a client asks for; what is returned refuses it. */
  readonly onConnect: (request: ConnectRequest) => number | undefined;
  readonly onPacket: (tpdu: Buffer) => void;
  readonly onRequest: (exchange: Exchange, items: readonly Asked[]) => void;
  /** The client broke a rule, and the connection ends. */
  readonly onProblem: (problem: string) => void;
}

/** Header and parameters of an answer of userdata, and the header of its data. */
const partHeader = 26;

/** One client of a simulated PLC, from its TCP connection on. */
export class Guest {
  readonly sender: Sender;
  readonly #host: Host;
  readonly #reader = new PacketReader();
  readonly #protection: Protection;
  #fragments: Buffer[] = [];
  #pdu: number | undefined;
  /** Parts of answers that are still to be asked for, by the number that each answer was given. */
  readonly #unread = new Map<number, Buffer>();
  #answers = 0;

  constructor(socket: Socket, host: Host) {
    this.#host = host;
    this.#protection = new Protection(() => host.settings.protection);
    this.sender = new Sender({ ...host, socket });
    socket.setNoDelay(true);
    // A client that goes away in its own manner is nothing to report.
    socket.on('error', () => {});
    socket.on('data', (data) => this.#receive(data));
  }

  /** Says something that nobody has asked for. */
  push(): void {
    this.sender.write(this.sender.packets(push()));
  }

  #receive(data: Buffer): void {
    try {
      for (const tpdu of this.#reader.push(data)) {
        this.#host.onPacket(tpdu);
        this.#take(tpdu);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#host.onProblem(error.message);
      this.sender.end('reset');
    }
  }

  #take(tpdu: Buffer): void {
    const code = tpdu.readUInt8(1) & 0xf0;
    if (code === tpduKind.connect) this.#connect(readConnect(tpdu));
    else if (code === tpduKind.disconnect) this.sender.end('close');
    else if (code === tpduKind.data) this.#data(tpdu);
    else throw new RangeError(`a TPDU of the kind 0x${code.toString(16)}`);
  }

  #connect(request: ConnectRequest): void {
    this.sender.reference = request.reference;
    const reason = this.#host.onConnect(request);
    if (reason !== undefined) {
      this.sender.disconnect(reason);
      return;
    }
    const { tpdu, tsapsInConfirmation } = this.#host.settings;
    const size =
      tpdu === 'none' ? undefined : tpdu === 'asked' ? request.size : Math.min(tpdu, request.size ?? tpdu);
    this.sender.sayTpdu(confirmation(request, size, tsapsInConfirmation));
    this.sender.size = size === undefined ? undefined : 2 ** size;
  }

  #data(tpdu: Buffer): void {
    const { size } = this.sender;
    if (size !== undefined && tpdu.length > size)
      throw new RangeError(`a TPDU of ${tpdu.length} bytes, not ${size}`);
    this.#fragments.push(tpdu.subarray(tpdu.readUInt8(0) + 1));
    if ((tpdu.readUInt8(2) & 0x80) === 0) return;
    const bytes = Buffer.concat(this.#fragments.splice(0));
    if (this.#pdu !== undefined && bytes.length > this.#pdu)
      throw new RangeError(`a message of ${bytes.length} bytes, not ${this.#pdu}`);
    const message = readMessage(bytes);
    if (message.kind === kind.job) this.#job(message);
    else if (message.kind === kind.userData) this.#question(message);
    else throw new RangeError(`a message of the kind ${message.kind}`);
  }

  #job(request: Message): void {
    const job = request.parameter[0] ?? 0;
    if (job === jobs.setUp) {
      const { answer, pdu } = setUp(request, this.#host);
      this.#pdu = pdu;
      this.sender.say(answer, 'set-up');
      return;
    }
    if (this.#pdu === undefined) throw new RangeError('a request before anything was agreed on');
    if (job === jobs.read || job === jobs.write)
      this.#variables(request, job === jobs.read ? 'read' : 'write');
    else if (job === jobs.start || job === jobs.stop) {
      this.#host.onRequest('control', []);
      this.sender.say(control(request, this.#host, this.#protection), 'control');
    } else this.sender.say(refused(request.reference, cpuError.notAvailable), 'control');
  }

  #variables(request: Message, exchange: 'read' | 'write'): void {
    const items = itemsOf(request, this.#host);
    this.#host.onRequest(exchange, 'error' in items ? [] : items);
    if ('error' in items) {
      this.sender.say(refused(request.reference, items.error), exchange);
      return;
    }
    const answer = (exchange === 'read' ? read : write)(request, items, this.#host);
    const fits = encodeMessage(answer).length <= (this.#pdu ?? 0);
    this.sender.say(fits ? answer : refused(request.reference, cpuError.tooLong), exchange);
  }

  #question(request: Message): void {
    this.#host.onRequest('info', []);
    const asked = readQuestion(request);
    if (asked.goesOn) {
      this.#nextPart(asked, request);
      return;
    }
    const { cpu, memory, settings } = this.#host;
    const found = respond(asked, {
      cpu,
      lists: this.#host.lists(this.#protection.level),
      blocks: { memory, others: settings.otherBlocks },
      protection: this.#protection,
      clockBytes: settings.clockBytes,
    });
    if (typeof found === 'number') {
      this.sender.say(answerError(asked, request.reference, found), 'info');
      return;
    }
    this.#answers = (this.#answers % 255) + 1;
    this.#sayPart({ ...asked, sequence: this.#answers }, request, this.#answers, found);
  }

  #nextPart(asked: Question, request: Message): void {
    const unit = request.parameter[8] ?? 0;
    const rest = this.#unread.get(unit);
    if (rest) this.#sayPart(asked, request, unit, rest);
    else this.sender.say(answerError(asked, request.reference, cpuError.notAvailable), 'info');
  }

  #sayPart(asked: Question, request: Message, unit: number, data: Buffer): void {
    const room = (this.#pdu ?? 240) - partHeader;
    const rest = data.subarray(room);
    if (rest.length > 0) this.#unread.set(unit, rest);
    else this.#unread.delete(unit);
    const last = rest.length === 0;
    const part: Part = { data: data.subarray(0, room), reference: unit, last };
    this.sender.say(answerPart(asked, request.reference, part), 'info');
  }
}
