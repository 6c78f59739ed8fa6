import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desired, type Effect, newDevice, readJournal, type State } from '@millwright/rollout';
import { waitFor } from '@millwright/testing';
import { fleetErrors } from '../../common/errors.ts';
import { type Carry, finalFailure } from './carry.ts';
import { JournalFile } from './journal-file.ts';
import { Machine } from './machine.ts';
import type { Later } from './timers.ts';

const desired = (number: number): Desired => ({
  job: `job-${number}`,
  counter: number,
  digest: `document-${number}`,
  hub: 'hub-key',
  drift: 'report',
  window: { kind: 'always' },
  release: { name: 'line', version: number, digest: `d${number}`, size: 1 },
  environment: [],
});

type Kinds = Exclude<Effect['kind'], 'journal' | 'arm'>;

/** A machine over a real journal, with effects that a test answers, and timers that it lets run. */
class Bench {
  readonly directory: string;
  readonly machine: Machine;
  readonly log: string[] = [];
  readonly begun: { readonly kind: Kinds; readonly turn: number; readonly signal: AbortSignal }[] = [];
  readonly timers = new Map<() => void, number>();
  answers: Partial<Record<Kinds, (signal: AbortSignal) => Promise<object>>> = {};
  /** Of the journal; thrown instead of writing. */
  fault: Error | undefined;
  /** What was durable when an effect was begun. */
  readonly durableTurns: number[] = [];

  private constructor(directory: string, state: State) {
    this.directory = directory;
    const file = new JournalFile(directory);
    const later: Later = (milliseconds, run) => {
      this.timers.set(run, milliseconds);
      return () => void this.timers.delete(run);
    };
    this.machine = new Machine({
      state,
      later,
      carry: this.#carry(),
      now: () => 1_700_000_000_000,
      random: () => 0.5,
      log: { info: () => {}, warn: (text) => this.log.push(text), error: (text) => this.log.push(text) },
      journal: {
        write: async (text) => {
          if (this.fault) throw this.fault;
          await file.write(text);
        },
      },
    });
  }

  static async make(state = newDevice('none')): Promise<Bench> {
    return new Bench(await mkdtemp(join(tmpdir(), 'millwright-machine-')), state);
  }

  onDisk(): State {
    return readJournal(readFileSync(join(this.directory, 'journal.json'), 'utf8'));
  }

  kinds(): readonly string[] {
    return this.begun.map(({ kind }) => kind).filter((kind) => kind !== 'report');
  }

  /** Lets the timer of that length ring. */
  ring(milliseconds: number): void {
    for (const [run, length] of this.timers)
      if (length === milliseconds) {
        this.timers.delete(run);
        run();
        return;
      }
    assert.fail(`no timer of ${milliseconds} ms, but ${[...this.timers.values()]}`);
  }

  #carry(): Carry {
    const all = new Proxy(
      {},
      {
        get: (_target, kind: Kinds) => async (effect: Effect, signal: AbortSignal) => {
          this.begun.push({ kind, turn: effect.turn, signal });
          this.durableTurns.push(this.onDisk().turn);
          return this.answers[kind]?.(signal);
        },
      },
    );
    return all as Carry;
  }

  async end(): Promise<void> {
    await this.machine.end();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Until nobody waits for it any more. */
const hang = (signal: AbortSignal): Promise<object> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'fetched' })));
const good: Bench['answers'] = {
  fetch: async () => ({ kind: 'fetched' }),
  verify: async () => ({ kind: 'verified', restart: false, health: { windowSeconds: 60 } }),
  stage: async () => ({ kind: 'staged', rev: 'new' }),
  keep: async () => ({ kind: 'kept', rev: 'old' }),
  switch: async () => ({ kind: 'switched', restart: false }),
  start: async () => ({ kind: 'started', rev: 'new' }),
  watch: async () => ({ kind: 'healthy' }),
};

describe('the machine of a device at work', () => {
  let bench: Bench;
  afterEach(() => bench?.end());

  it('carries a delivery through, each effect only once the journal has its turn', async () => {
    bench = await Bench.make();
    bench.answers = good;
    await bench.machine.take(desired(1));
    await waitFor('the end', () => bench.machine.state.committed);
    await bench.machine.settled();
    await waitFor('discard', () => bench.kinds().includes('discard'));
    assert.deepEqual(bench.kinds(), [
      'fetch',
      'verify',
      'stage',
      'keep',
      'switch',
      'start',
      'watch',
      'discard',
    ]);
    for (const [index, { turn }] of bench.begun.entries())
      assert.ok((bench.durableTurns[index] ?? 0) >= turn);
    assert.deepEqual(bench.onDisk(), bench.machine.state);
  });

  it('says at once what keeps a start from being taken up', async () => {
    const state = { ...newDevice('none') };
    Object.defineProperty(state, 'work', {
      enumerable: true,
      get: () => {
        throw new Error('our bug');
      },
    });
    bench = await Bench.make(state);
    assert.throws(() => bench.machine.boot({ cause: 'unknown', restart: 'none' }), /our bug/);
  });

  it('begins nothing while the journal cannot be written, and goes on when it can', async () => {
    bench = await Bench.make();
    bench.answers = { fetch: hang };
    bench.fault = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    await bench.machine.take(desired(1));
    await waitFor('the pause', () => [...bench.timers.values()].includes(1000));
    assert.deepEqual(bench.kinds(), []);
    bench.ring(1000);
    await waitFor('a longer pause', () => [...bench.timers.values()].includes(2000));
    bench.fault = undefined;
    bench.ring(2000);
    await waitFor('fetching', () => bench.kinds().includes('fetch'));
    assert.equal(bench.log.filter((line) => /journal could not be written/.test(line)).length, 2);
  });

  it('begins what it owes as soon as any journal of the turn is durable', async () => {
    bench = await Bench.make();
    bench.answers = { fetch: hang };
    bench.fault = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    await bench.machine.take(desired(1));
    await waitFor('the pause', () => [...bench.timers.values()].includes(1000));
    bench.fault = undefined;
    bench.machine.receive({ kind: 'lock', locked: true });
    await waitFor('fetching', () => bench.kinds().includes('fetch'));
    assert.deepEqual(bench.kinds(), ['fetch']);
  });

  it('says what an effect threw, whether it is final, and whether it counts', async () => {
    bench = await Bench.make();
    bench.answers = {
      ...good,
      verify: async () => {
        throw finalFailure(fleetErrors.slotDamaged({ slot: 's', file: 'f' }), { counts: true });
      },
    };
    await bench.machine.take(desired(1));
    await waitFor('the outcome', () => bench.machine.state.outcomes.length === 1);
    const [outcome] = bench.machine.state.outcomes;
    assert.deepEqual([outcome?.result, outcome?.error?.code], ['refused', 'fleet.slot-damaged']);
    assert.deepEqual(bench.machine.state.failures, [{ digest: 'd1', times: 1 }]);
  });

  it('tries again what failed otherwise, after a pause that is shortened at random', async () => {
    bench = await Bench.make();
    bench.answers = {
      fetch: async () => {
        throw Object.assign(new Error('nobody there'), { code: 'ECONNREFUSED' });
      },
    };
    await bench.machine.take(desired(1));
    await waitFor('the pause', () => [...bench.timers.values()].includes(1500));
    assert.equal(bench.machine.state.work?.pausing, true);
  });

  it('ends what belongs to an older turn, and begins the next that writes only once that has ended', async () => {
    bench = await Bench.make();
    bench.answers = { fetch: hang };
    await bench.machine.take(desired(1));
    await waitFor('the first', () => bench.kinds().length === 1);
    await bench.machine.take(desired(2));
    await waitFor('the second', () => bench.kinds().length === 2);
    const [first, second] = bench.begun.filter(({ kind }) => kind === 'fetch');
    assert.ok(first?.signal.aborted);
    assert.ok(!second?.signal.aborted);
  });

  it('throws back what no journal could take, and nothing is changed', async () => {
    bench = await Bench.make();
    const before = bench.machine.state;
    const none = { ...desired(1), job: 'no plain name' };
    await assert.rejects(bench.machine.take(none), { code: 'rollout.desired-invalid' });
    assert.equal(bench.machine.state, before);
  });

  it('stops flows again and again until it is done', async () => {
    bench = await Bench.make({ ...newDevice('none'), rest: 'safe' });
    let tries = 0;
    bench.answers = {
      safe: async () => {
        tries += 1;
        if (tries < 3) throw new Error('busy');
        return {};
      },
    };
    bench.machine.boot({ cause: 'unknown', restart: 'none' });
    for (const pause of [1000, 2000]) {
      await waitFor('a pause', () => [...bench.timers.values()].includes(pause));
      bench.ring(pause);
    }
    await waitFor('the end', () => tries === 3);
  });

  it('tells whoever listens, and lets nobody who throws get in its way', async () => {
    bench = await Bench.make();
    const heard: string[] = [];
    bench.machine.onChanged(() => {
      throw new Error('clumsy');
    });
    bench.machine.onChanged(({ work }) => heard.push(work?.phase ?? 'rest'));
    bench.answers = { fetch: hang };
    await bench.machine.take(desired(1));
    assert.deepEqual(heard, ['fetching']);
    assert.match(bench.log[0] ?? '', /clumsy/);
  });

  it('hears of nothing after its end', async () => {
    bench = await Bench.make();
    await bench.machine.end();
    await bench.machine.take(desired(1));
    bench.machine.receive({ kind: 'lock', locked: true });
    assert.equal(bench.machine.state.turn, 0);
    assert.deepEqual([...bench.timers], []);
  });
});
