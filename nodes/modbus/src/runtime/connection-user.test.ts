import assert from 'node:assert/strict';
import type { Reading } from '@millwright/modbus';
import type { StatusWord } from '@millwright/runtime';
import { type ConnectionState, measured, missing, statusOf } from '@millwright/tags';
import type { Table } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { TableUser } from './table-user.ts';

const never = new AbortController().signal;
const point = (name: string) => ({ name, address: 'holding-register:0' });
const good = measured(point('a'), 1, 0);
const bad = missing(point('b'), statusOf('BadTimeout', 'No answer'), 0);

/** A table whose connection and readings the test decides. */
class Scene {
  readonly words: StatusWord[] = [];
  readonly user: TableUser;
  users = 0;
  reading: Reading = { samples: [good] };
  #state: ConnectionState = { phase: 'idle' };
  readonly #listeners = new Set<(state: ConnectionState) => void>();

  constructor() {
    const scene = this;
    const connection = {
      get state() {
        return scene.#state;
      },
      onChange: (listener: (state: ConnectionState) => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      need: () => {
        this.users += 1;
        return () => {
          this.users -= 1;
        };
      },
    };
    const table = { connection, reader: { read: async () => this.reading } } as unknown as Table;
    this.user = new TableUser({ status: (word) => this.words.push(word) }, table);
  }

  set state(state: ConnectionState) {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  get word(): StatusWord | undefined {
    return this.words.at(-1);
  }
}

describe('status of a node that reads a table', () => {
  let scene: Scene;

  beforeEach(() => {
    scene = new Scene();
    scene.user.need();
  });

  const states: readonly [ConnectionState, StatusWord][] = [
    [{ phase: 'idle' }, { is: 'idle' }],
    [{ phase: 'connecting', failures: 0 }, { is: 'connecting' }],
    [{ phase: 'online', failures: 0 }, { is: 'online' }],
    [{ phase: 'degraded', failures: 0, unanswered: 1, error: new Error('x') }, { is: 'no-answer' }],
    [
      { phase: 'waiting', failures: 3, delay: 7_600, error: new Error('x') },
      { is: 'retry', seconds: 8 },
    ],
    [
      { phase: 'waiting', failures: 1, delay: 20, error: new Error('x') },
      { is: 'retry', seconds: 1 },
    ],
  ];
  for (const [state, word] of states) {
    it(`is "${word.is}" while the connection is ${state.phase}`, () => {
      scene.state = state;
      assert.deepEqual(scene.word, word);
    });
  }

  it('does not say "online" of a PLC that accepts and has not answered since it was lost', () => {
    scene.state = { phase: 'online', failures: 2 };
    assert.deepEqual(scene.word, { is: 'connecting' });
  });

  it('counts the bad ones, and says first that no one answers', async () => {
    scene.state = { phase: 'online', failures: 0 };
    scene.reading = { samples: [good, bad, bad] };
    await scene.user.read(never);
    assert.deepEqual(scene.word, { is: 'bad', bad: 2, all: 3 });
    scene.reading = { samples: [bad], failed: new Error('x'), lost: new Error('x') };
    await scene.user.read(never);
    assert.deepEqual(scene.word, { is: 'no-answer' });
    scene.reading = { samples: [good] };
    await scene.user.read(never);
    assert.deepEqual(scene.word, { is: 'online' });
  });

  it('is not changed by a flow that writes into what was sent', async () => {
    scene.state = { phase: 'online', failures: 0 };
    const samples = [good, bad];
    scene.reading = { samples };
    await scene.user.read(never);
    samples.fill(null as never);
    scene.state = { phase: 'degraded', failures: 0, unanswered: 1, error: new Error('x') };
    scene.state = { phase: 'online', failures: 0 };
    assert.deepEqual(scene.word, { is: 'bad', bad: 1, all: 2 });
  });

  it('says how slow readings come while nothing worse is to be said', async () => {
    scene.state = { phase: 'online', failures: 0 };
    await scene.user.read(never);
    scene.user.slow(2_100);
    assert.deepEqual(scene.word, { is: 'slow', milliseconds: 2_100 });
    scene.user.slow(undefined);
    assert.deepEqual(scene.word, { is: 'online' });
  });

  it('needs the connection once and gives it back once', () => {
    scene.user.need();
    assert.equal(scene.users, 1);
    scene.user.close();
    scene.user.close();
    assert.equal(scene.users, 0);
    const said = scene.words.length;
    scene.state = { phase: 'online', failures: 0 };
    assert.equal(scene.words.length, said);
  });
});
