import { openSession, S7Client, type Session, type SessionOptions } from '@millwright/s7/client';
import { type S7PlcOptions, SimulatedS7Plc } from '@millwright/simulators/s7';
import { ManualClock } from '@millwright/tags';

/** A signal that never comes. */
export const never: AbortSignal = new AbortController().signal;

/** So many milliseconds an answer may take here, on a clock that only tests move. */
export const timeout = 2_000;

type Over = Omit<Partial<SessionOptions>, 'rack' | 'slot' | 'localTsap' | 'remoteTsap' | 'kind'>;

/**
 * A simulated PLC, and what is connected to it. Time stands still for our side unless a test moves it: nothing times out
 * because a machine is slow.
 */
export class PlcScene {
  readonly plc: SimulatedS7Plc;
  readonly clock = new ManualClock();
  readonly #open: { close(): Promise<void> }[] = [];

  constructor(options: S7PlcOptions = {}) {
    this.plc = new SimulatedS7Plc(options);
  }

  static async start(options: S7PlcOptions = {}): Promise<PlcScene> {
    const scene = new PlcScene(options);
    await scene.plc.listen();
    return scene;
  }

  get place() {
    const { host, port } = this.plc;
    return { host, port, rack: 0, slot: 2, timeout, connectTimeout: timeout, clock: this.clock } as const;
  }

  /** Connects once. */
  async open(over: Over = {}): Promise<Session> {
    const session = await openSession({ ...this.place, ...over }, never);
    this.#open.push(session);
    return session;
  }

  /** A client that nobody needs yet; chance takes nothing off its pauses. */
  client(over: Over = {}): S7Client {
    const client = new S7Client({ ...this.place, random: () => 0, ...over });
    this.#open.push(client);
    return client;
  }

  async end(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((each) => each.close()));
    await this.plc.close();
  }
}

/** An item of data block 1. */
export const inBlock = (start: number, length: number) => ({ area: 'DB', db: 1, start, length }) as const;

/** The bytes of the answers, and the codes of the errors. */
export function told(
  answers: readonly ({ readonly data: Uint8Array } | { readonly error: Error })[],
): readonly unknown[] {
  return answers.map((answer) =>
    'data' in answer ? [...answer.data] : (answer.error as Error & { code: string }).code,
  );
}
