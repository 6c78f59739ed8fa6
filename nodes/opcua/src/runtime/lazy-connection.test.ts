import assert from 'node:assert/strict';
import type { ConnectionState } from '@millwright/tags';
import { LazyConnection } from './lazy-connection.ts';

/** What is loaded: a connection whose state the test decides. */
class Loaded {
  users = 0;
  isClosed = false;
  state: ConnectionState = { phase: 'idle' };
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly connection = {
    loaded: this,
    get state(): ConnectionState {
      return this.loaded.state;
    },
    onChange: (listener: (state: ConnectionState) => void) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    },
    need: () => {
      this.users += 1;
      return () => {
        this.users -= 1;
      };
    },
  };

  become(state: ConnectionState): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

describe('a connection whose code is loaded when it is needed', () => {
  let loaded: Loaded;
  let loads: PromiseWithResolvers<Loaded>;
  let times: number;
  let faults: unknown[];
  let lazy: LazyConnection<Loaded>;
  let phases: string[];

  beforeEach(() => {
    loaded = new Loaded();
    loads = Promise.withResolvers();
    times = 0;
    faults = [];
    phases = [];
    lazy = new LazyConnection(
      () => {
        times += 1;
        return loads.promise;
      },
      (error) => faults.push(error),
    );
    lazy.onChange(({ phase }) => phases.push(phase));
  });

  it('loads nothing before that, and once for all who need it', async () => {
    assert.deepEqual([times, lazy.state.phase], [0, 'idle']);
    const releases = [lazy.need(), lazy.need()];
    assert.deepEqual([times, lazy.state.phase], [1, 'connecting']);
    loads.resolve(loaded);
    assert.equal(await lazy.load(), loaded);
    assert.equal(loaded.users, 1);
    loaded.become({ phase: 'online', failures: 0 });
    assert.equal(lazy.state.phase, 'online');
    for (const release of releases) release();
    releases[0]?.();
    assert.equal(loaded.users, 0);
    assert.deepEqual(phases, ['connecting', 'online']);
  });

  it('is not held when nobody needs it any more by the time that it is there', async () => {
    const release = lazy.need();
    release();
    loads.resolve(loaded);
    await lazy.load();
    assert.equal(loaded.users, 0);
    assert.deepEqual(phases, ['connecting', 'idle']);
  });

  it('closes what was still being loaded, and opens nothing after that', async () => {
    lazy.need();
    const closed = lazy.close();
    loads.resolve(loaded);
    await closed;
    assert.deepEqual([loaded.isClosed, loaded.users], [true, 0]);
    lazy.need();
    assert.equal(loaded.users, 0);
  });

  it('tells where it cannot be loaded, and tries again when it is needed again', async () => {
    lazy.need();
    loads.reject(new Error('no such file'));
    await assert.rejects(lazy.load(), /no such file/);
    assert.equal(faults.length, 1);
    loads = Promise.withResolvers();
    loads.resolve(loaded);
    lazy.need();
    await lazy.load();
    assert.equal(loaded.users, 1);
  });
});
