import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Answer,
  answerFrom,
  isWrite,
  MemoryStore,
  ModbusServer,
  packRegisters,
  type Request,
  unpackRegisters,
} from '@millwright/modbus';

/** A PLC of 100 addresses in each area that takes writes, and keeps what it was asked. */
export class StorePlc {
  readonly asked: Request[] = [];
  /** When each of them came, in ms of a clock that never jumps. */
  readonly askedAt: number[] = [];
  /** What becomes of writes: done, confirmed and not done, or left without an answer. */
  writes: 'done' | 'ignored' | 'unanswered' = 'done';
  /** Milliseconds that it takes for each request, one after the other. */
  delay = 0;
  readonly #store = new MemoryStore({
    coil: 100,
    'discrete-input': 100,
    'holding-register': 100,
    'input-register': 100,
  });
  readonly #server: ModbusServer;
  #work: Promise<unknown> = Promise.resolve();

  constructor(port = 0) {
    this.#server = new ModbusServer({
      road: 'tcp',
      host: '127.0.0.1',
      port,
      units: [1],
      serve: (_unit, request) => this.#serve(request),
    });
  }

  static async listening(): Promise<StorePlc> {
    const plc = new StorePlc();
    await plc.listen();
    return plc;
  }

  get port(): number {
    return this.#server.port;
  }

  get connections(): number {
    return this.#server.connections;
  }

  get accepted(): number {
    return this.#server.accepted;
  }

  /** The writes that came, in order. */
  get written(): readonly Request[] {
    return this.asked.filter(isWrite);
  }

  listen(): Promise<void> {
    return this.#server.listen();
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  /** Cuts all connections and listens on. */
  disconnect(): void {
    this.#server.disconnect('reset');
  }

  /** Holding registers, as they are. */
  registers(address: number, quantity: number): readonly number[] {
    const data = this.#store.read('holding-register', address, quantity);
    return typeof data === 'number' ? [] : unpackRegisters(data);
  }

  set(address: number, ...values: readonly number[]): void {
    this.#store.write('holding-register', address, values.length, packRegisters(values));
  }

  #serve(request: Request): Answer | undefined | Promise<Answer | undefined> {
    this.asked.push(request);
    this.askedAt.push(performance.now());
    if (this.delay === 0) return this.#answer(request);
    const answered = this.#work.then(() => sleep(this.delay)).then(() => this.#answer(request));
    this.#work = answered;
    return answered;
  }

  #answer(request: Request): Answer | undefined {
    if (!isWrite(request) || this.writes === 'done') return answerFrom(this.#store, request);
    return this.writes === 'ignored' ? { done: true } : undefined;
  }
}
