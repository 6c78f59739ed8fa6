import type { Desired, Effect, Event, State, Step } from '../index.ts';
import { newDevice, step } from '../index.ts';

/** A desired document for tests: version 1 of a release, unless said otherwise. */
export function wish(number: number, given: Partial<Desired> & { readonly of?: string } = {}): Desired {
  const { of = `d${number}`, ...others } = given;
  return {
    job: `job-${number}`,
    counter: number,
    digest: `document-${number}`,
    hub: 'hub-key',
    drift: 'report',
    window: { kind: 'always' },
    release: { name: 'line', version: 1, digest: of, size: 10 },
    environment: [],
    ...others,
  };
}

type WithoutTime<Any> = Any extends unknown ? Omit<Any, 'time' | 'turn'> : never;
export type Said = WithoutTime<Event>;

/** A machine that is told one thing after the other, each answer for the turn that it is in. */
export class Told {
  state: State;
  effects: readonly Effect[] = [];
  time = 1_000_000;

  constructor(state: State = newDevice('supervised')) {
    this.state = state;
  }

  say(...events: readonly Said[]): this {
    for (const event of events) {
      this.time += 1000;
      const answer = { ...event, time: this.time, turn: this.state.turn } as Event & { turn?: number };
      if (withoutTurn.includes(event.kind)) delete answer.turn;
      this.take(step(this.state, answer));
    }
    return this;
  }

  private take({ state, effects }: Step): void {
    this.state = state;
    this.effects = effects;
  }

  get kinds(): readonly string[] {
    return this.effects.map((effect) => (effect.kind === 'arm' ? `arm ${effect.timer}` : effect.kind));
  }

  get results(): readonly string[] {
    return this.state.outcomes.map(
      ({ job, result, error }) => `${job} ${result}${error ? ` ${error.code}` : ''}`,
    );
  }

  /** All the way to `switching`. @param restart whether its modules need another process, as its manifest says */
  prepare(desired: Desired, restart = false): this {
    return this.say(
      { kind: 'desired', desired },
      { kind: 'fetched' },
      { ...verified, restart },
      { kind: 'staged', rev: revOf(desired) },
      { kind: 'kept', rev: 'rev-before' },
    );
  }

  /** All the way to `watching`. */
  deliver(desired: Desired): this {
    return this.prepare(desired).say(switched, { kind: 'started', rev: revOf(desired) });
  }

  commit(desired: Desired): this {
    return this.deliver(desired).say({ kind: 'healthy' });
  }

  /** The new version is unhealthy, and the old one comes up again. */
  rollBack(desired: Desired): this {
    return this.deliver(desired).say(
      { kind: 'unhealthy', reasons: [{ code: 'missing-types', subject: 'modbus-read' }] },
      switched,
      { kind: 'started', rev: 'rev-before' },
    );
  }
}

const revOf = ({ release }: Desired): string => `rev-${release?.digest ?? ''}`;

export const verified = {
  kind: 'verified',
  restart: false,
  health: { windowSeconds: 60 },
} as const satisfies Said;
/** What was started has not come up. */
export const notUp = {
  kind: 'failed',
  error: { code: 'fleet.types-missing', message: 'Types are missing' },
  final: false,
} as const satisfies Said;
export const switched = { kind: 'switched', restart: false } as const satisfies Said;

const withoutTurn: readonly string[] = [
  'booted',
  'desired',
  'acknowledged',
  'lock',
  'running',
  'pardoned',
  'approved',
  'stop',
];
