import assert from 'node:assert/strict';
import type { StatusWord } from '@millwright/runtime';
import { type ConnectionState, measured, missing, statusOf, tagErrors } from '@millwright/tags';
import { ConnectionUser, tallyOf } from './connection-user.ts';

const point = (name: string) => ({ name, address: 'holding-register:0' });
const good = measured(point('a'), 1, 0);
const bad = missing(point('b'), statusOf('BadTimeout', 'No answer'), 0);

/** A connection whose state the test decides. */
class Scene {
  readonly words: StatusWord[] = [];
  readonly user: ConnectionUser;
  users = 0;
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
    this.user = new ConnectionUser({ status: (word) => this.words.push(word) }, { connection });
  }

  read(reading: Parameters<typeof tallyOf>[0]): void {
    this.user.tell(tallyOf(reading));
  }

  set state(state: ConnectionState) {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  get word(): StatusWord | undefined {
    return this.words.at(-1);
  }
}

describe('status of a node that uses a connection', () => {
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
    scene.state = { phase: 'online', failures: 2, greeting: 'doubted' };
    assert.deepEqual(scene.word, { is: 'connecting' });
  });

  it('says "online" of a PLC that has negotiated since it was lost, though nobody has asked it anything', () => {
    scene.state = { phase: 'online', failures: 2, greeting: 'heard' };
    assert.deepEqual(scene.word, { is: 'online' });
  });

  it('counts the bad ones, and says first that no one answers', () => {
    scene.state = { phase: 'online', failures: 0 };
    scene.read({ samples: [good, bad, bad] });
    assert.deepEqual(scene.word, { is: 'bad', bad: 2, all: 3 });
    scene.read({ samples: [bad], lost: new Error('x') });
    assert.deepEqual(scene.word, { is: 'no-answer' });
    const suspended = tagErrors.unitSuspended({ unit: 1, since: 0, next: 1 });
    scene.read({ samples: [bad], lost: suspended });
    assert.deepEqual(scene.word, { is: 'paused' });
    scene.read({ samples: [good] });
    assert.deepEqual(scene.word, { is: 'online' });
  });

  it('is not changed by a flow that writes into what was sent', () => {
    scene.state = { phase: 'online', failures: 0 };
    const samples = [good, bad];
    scene.read({ samples });
    samples.fill(null as never);
    scene.state = { phase: 'degraded', failures: 0, unanswered: 1, error: new Error('x') };
    scene.state = { phase: 'online', failures: 0 };
    assert.deepEqual(scene.word, { is: 'bad', bad: 1, all: 2 });
  });

  it('says how slow readings come while nothing worse is to be said', () => {
    scene.state = { phase: 'online', failures: 0 };
    scene.read({ samples: [good] });
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

  it('tells what the other end said of itself until the connection ends', () => {
    scene.state = { phase: 'online', failures: 0 };
    scene.user.learn({ is: 'stopped' });
    assert.deepEqual(scene.word, { is: 'stopped' });
    scene.state = { phase: 'waiting', failures: 1, delay: 1_000, error: new Error('x') };
    scene.state = { phase: 'online', failures: 0 };
    assert.deepEqual(scene.word, { is: 'online' });
  });
});
