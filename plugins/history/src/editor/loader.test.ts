import assert from 'node:assert/strict';
import type { VersionSummary } from '../common/version.ts';
import { createLoader } from './loader.ts';
import { type HistoryState, initialState, reduce } from './model.ts';

const version = (number: number, name?: string): VersionSummary => ({
  number,
  time: number * 60_000,
  actor: { kind: 'user', name: 'engineer' },
  operation: 'flows.deploy',
  change: { parts: [], reordered: false },
  credentialsChanged: false,
  modulesChanged: false,
  digest: '',
  pinned: false,
  modules: [],
  state: 'old',
  asFound: false,
  ...(name === undefined ? {} : { name }),
});

describe('the loader of the list of versions', () => {
  const globals = globalThis as { RED?: unknown; jQuery?: unknown };
  /** What the server keeps now. */
  let kept: readonly VersionSummary[];
  /** Answers that are on their way, each with what the server kept when it was asked. */
  let answers: (() => void)[];
  let state: HistoryState;
  let loader: ReturnType<typeof createLoader>;

  const ajax = () => {
    const versions = JSON.stringify({ versions: kept });
    const request = {
      status: 200,
      abort: () => {},
      done(take: (text: string) => void) {
        answers.push(() => take(versions));
        return request;
      },
      fail: () => request,
      always: () => request,
    };
    return request;
  };
  const turn = () => new Promise((next) => setImmediate(next));
  const listed = () => state.versions.map(({ number, name }) => (name ? `${number} ${name}` : `${number}`));
  /** Lets all answers come that are on their way or will be asked for, those that were asked for last first. */
  const settle = async () => {
    for (let answer = answers.pop(); answer; answer = answers.pop()) {
      answer();
      await turn();
    }
  };

  beforeEach(async () => {
    globals.RED = { workspaces: { active: () => 0 }, nodes: {} };
    globals.jQuery = { ajax };
    [kept, answers, state] = [[version(1)], [], initialState];
    loader = createLoader(
      () => state,
      (event) => {
        state = reduce(state, event);
      },
    );
    void loader.newest();
    await settle();
    assert.deepEqual(listed(), ['1']);
  });
  afterEach(() => {
    loader.dispose();
    delete globals.RED;
    delete globals.jQuery;
  });

  it('keeps a version that came while the list was being read anew, however late that answer is', async () => {
    void loader.reread();
    kept = [version(2), version(1)];
    void loader.newest();
    await settle();
    assert.deepEqual(listed(), ['2', '1']);
  });

  it('keeps a name that came while the newest were being loaded, however late that answer is', async () => {
    void loader.newest();
    kept = [version(1, 'Acceptance')];
    void loader.reread();
    await settle();
    assert.deepEqual(listed(), ['1 Acceptance']);
  });
});
