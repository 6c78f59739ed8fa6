import assert from 'node:assert/strict';
import type { FlowsState, Host } from '@millwright/runtime';
import type { Later } from '../timers.ts';
import type { Connections } from './connections.ts';
import type { EventLoop } from './event-loop.ts';
import { FlowsTracker } from './flows-now.ts';
import { Watching } from './watching.ts';

type Started = Parameters<Parameters<Host['onFlowsStarted']>[0]>[0];
type Held = Parameters<Parameters<Host['onFlowsNotStarted']>[0]>[0];

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A health window whose time a test lets pass. */
class Window {
  readonly pieces: (() => void)[] = [];
  started: (given: Started) => void = () => {};
  held: (given: Held) => void = () => {};
  uncaught = (_error: unknown): void => {};
  late = 0;
  kept: readonly string[] = [];
  brokenBefore: readonly string[] = [];
  readonly up = new Set<string>();
  readonly green = new Set<string>();
  readonly idle = new Set<string>();
  readonly broken = new Set<string>();
  items: FlowsState['items'] = [
    { id: 'a', z: 'tab' },
    { id: 'b', z: 'off' },
    { id: 'off', type: 'tab', disabled: true },
  ];
  readonly flows: FlowsTracker;

  constructor() {
    this.flows = new FlowsTracker({
      nodeRed: { getFlows: () => ({ rev: 'good' }) },
      onFlowsStarted: (listener: (given: Started) => void) => {
        this.started = listener;
      },
      onFlowsNotStarted: (listener: (given: Held) => void) => {
        this.held = listener;
      },
    } as unknown as ConstructorParameters<typeof FlowsTracker>[0]);
  }

  watch(health: object = {}, signal = new AbortController().signal) {
    const later: Later = (_milliseconds, run) => {
      this.pieces.push(run);
      return () => {};
    };
    return new Watching({
      later,
      flows: this.flows,
      nodeRed: { getFlows: () => ({ items: this.items }) } as never,
      connections: {
        kept: async () => ({ up: new Set(this.kept), broken: new Set(this.brokenBefore) }),
        isUp: (id: string) => this.up.has(id),
        isBroken: (id: string) => this.broken.has(id),
        isIdle: (id: string) => this.idle.has(id),
        isGreen: (id: string) => this.green.has(id),
      } as unknown as Connections,
      eventLoop: { start: () => {}, stop: () => {}, take: () => this.late } as unknown as EventLoop,
      onUncaught: (listener) => {
        this.uncaught = listener;
        return () => {};
      },
      describe: String,
    }).watch({ rev: 'good', milliseconds: 25_000, health: { windowSeconds: 25, ...health } }, signal);
  }

  /** Lets pieces of the window pass. */
  async pass(count: number): Promise<void> {
    for (let piece = 0; piece < count; piece += 1) {
      await settled();
      this.pieces.shift()?.();
    }
    await settled();
  }
}

const runs = (rev: string): Started => ({ state: { rev } }) as unknown as Started;

describe('a health window', () => {
  let window: Window;
  beforeEach(() => {
    window = new Window();
  });

  it('is good when nothing was found until its end', async () => {
    const found = window.watch();
    await window.pass(3);
    assert.deepEqual(await found, []);
  });

  it('ends as soon as something else runs, or nothing', async () => {
    const other = window.watch();
    await settled();
    window.started(runs('other'));
    assert.deepEqual(await other, [{ code: 'other-revision', subject: 'other' }]);
    window.started(runs('good'));
    const held = window.watch();
    await settled();
    window.held({ why: 'missing-types', names: ['kiln', 'press'] });
    assert.deepEqual(await held, [
      { code: 'missing-types', subject: 'kiln' },
      { code: 'missing-types', subject: 'press' },
    ]);
  });

  it('does not end for the same flows once more', async () => {
    const found = window.watch();
    await settled();
    window.started(runs('good'));
    await window.pass(3);
    assert.deepEqual(await found, []);
  });

  it('ends with a piece in which the event loop was late, by more than the release allows', async () => {
    window.late = 250;
    const found = window.watch();
    await window.pass(1);
    assert.deepEqual(await found, [{ code: 'event-loop' }]);
    window.pieces.length = 0;
    const allowed = window.watch({ eventLoopMilliseconds: 300 });
    await window.pass(3);
    assert.deepEqual(await allowed, []);
  });

  it('ends with an error that nobody caught', async () => {
    const found = window.watch();
    await settled();
    window.uncaught('first');
    window.uncaught('second');
    await window.pass(1);
    assert.deepEqual(await found, [{ code: 'uncaught-error', subject: 'first' }]);
  });

  it('wants connections again that are still in the flows and not switched off', async () => {
    window.kept = ['a', 'b', 'gone'];
    const lost = window.watch();
    await window.pass(3);
    assert.deepEqual(await lost, [{ code: 'connection', subject: 'a' }]);
    window.pieces.length = 0;
    window.items = window.items.map((item) => ({ ...item, name: 'Oven PLC' }));
    const named = window.watch();
    await window.pass(3);
    assert.deepEqual(await named, [{ code: 'connection', subject: 'Oven PLC' }]);
    window.pieces.length = 0;
    const unwanted = window.watch({ connections: false });
    await window.pass(3);
    assert.deepEqual(await unwanted, []);
    window.pieces.length = 0;
    window.up.add('a');
    const again = window.watch();
    await window.pass(3);
    assert.deepEqual(await again, []);
  });

  it('asks nothing of a connection that nobody has used since the switch', async () => {
    window.kept = ['a'];
    window.idle.add('a');
    const found = window.watch();
    await window.pass(3);
    assert.deepEqual(await found, []);
  });

  it("wants no node that says it cannot work, but for those that could not before, and those in nobody's use", async () => {
    const plc = { id: 'plc', name: 'Filler PLC', type: 'connection' };
    const read = { id: 'read', type: 'read', z: 'tab', wires: [[]], connection: 'plc' };
    const off = { ...read, id: 'off-read', z: 'off' };
    window.items = [...window.items, plc, read, off];
    for (const id of ['plc', 'read', 'off-read']) window.broken.add(id);
    const found = window.watch({ connections: false });
    await window.pass(3);
    assert.deepEqual(await found, [
      { code: 'misconfigured', subject: 'Filler PLC' },
      { code: 'misconfigured', subject: 'read' },
    ]);
    window.pieces.length = 0;
    window.brokenBefore = ['plc'];
    window.broken.delete('read');
    const before = window.watch();
    await window.pass(3);
    assert.deepEqual(await before, []);
    window.pieces.length = 0;
    window.brokenBefore = [];
    window.items = window.items.filter(({ id }) => id !== 'read');
    const unused = window.watch();
    await window.pass(3);
    assert.deepEqual(await unused, []);
  });

  it('wants the health node green at its end', async () => {
    const found = window.watch({ node: 'a' });
    await window.pass(3);
    assert.deepEqual(await found, [{ code: 'health-node', subject: 'a' }]);
  });

  it('is not watched to its end by whom nobody waits for', async () => {
    const controller = new AbortController();
    const found = window.watch({}, controller.signal);
    await settled();
    controller.abort();
    await assert.rejects(found, { name: 'AbortError' });
  });
});
