import assert from 'node:assert/strict';
import type { FlowItem } from '@millwright/flows';
import { editorTargets, everything, waitFor } from '@millwright/testing';
import { Device, Driver } from './device.ts';

/** An endpoint that says who answers, and more. */
const flowsOf = (name: string, more: readonly FlowItem[] = []): readonly FlowItem[] => [
  { id: 'tab', type: 'tab', label: name },
  { id: 'in', type: 'http in', z: 'tab', url: '/who', method: 'get', wires: [['who']], x: 100, y: 40 },
  {
    id: 'who',
    type: 'function',
    z: 'tab',
    func: `msg.payload = '${name}'; return msg;`,
    outputs: 1,
    wires: [['out']],
    x: 200,
    y: 40,
  },
  { id: 'out', type: 'http response', z: 'tab', wires: [], x: 300, y: 40 },
  ...more,
];

/** Flows with a function node that does that once, as soon as they have started. */
const doing = (does: string): readonly FlowItem[] =>
  flowsOf('bad', [
    {
      id: 'once',
      type: 'inject',
      z: 'tab',
      once: true,
      onceDelay: '0.1',
      props: [],
      repeat: '',
      wires: [['does']],
      x: 100,
      y: 80,
    },
    { id: 'does', type: 'function', z: 'tab', func: does, outputs: 0, wires: [], x: 200, y: 80 },
  ]);

/** Seconds. */
const [usualWindow, grace] = [60, 30];

interface Case {
  readonly flows: readonly FlowItem[];
  readonly code: RegExp;
  /** Only a new process can run them. */
  readonly restart?: boolean;
  /** It takes a minute, or gigabytes: at full width only, and in the newest Node-RED, which decides none of it. */
  readonly dear?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  // Nothing of the process goes on, and nobody else has less of the processor for it.
  'block the event loop': {
    flows: doing('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'),
    code: /^rollout\.blocked$/,
    dear: true,
  },
  'keep it busy in a process that was started for them': {
    flows: doing('while (true) {}'),
    code: /^rollout\.blocked$/,
    restart: true,
    dear: true,
  },
  'take four gigabytes': {
    flows: doing('const all = []; for (let i = 0; i < 600; i++) all.push(new Array(1e6).fill(i + 0.5));'),
    // A heap that is full ends the process, and keeps it busy before that.
    code: /^rollout\.(crashed|blocked)$/,
    dear: true,
  },
  'need a module that is missing': {
    flows: flowsOf('bad', [{ id: 'm', type: 'nobody-has-this', z: 'tab', wires: [], x: 100, y: 120 }]),
    code: /^fleet\.types-missing$/,
  },
  'end the process as if all were well': {
    // The process of a function node's own tools.
    flows: doing("RED.util.cloneMessage.constructor('return process')().exit(0);"),
    code: /^rollout\.crashed$/,
  },
  'crash at their start': {
    flows: doing("Promise.reject(new Error('broken on purpose'));"),
    code: /^rollout\.uncaught$/,
  },
};

for (const [index, target] of editorTargets().toReversed().entries())
  describe(`Bad flows on a supervised device: ${target.title}`, function () {
    this.timeout(240_000);
    const driver = new Driver();
    let device: Device | undefined;
    before(() => driver.build());
    afterEach(() => device?.stop());
    after(() => driver.remove());

    const answers = async (): Promise<string> =>
      (await fetch(`${device?.nodeRed.url}/who`, { signal: AbortSignal.timeout(2000) })).text();

    for (const [what, { flows, code, restart = false, dear = false }] of Object.entries(cases)) {
      if (dear && (!everything || index > 0)) continue;
      it(`that ${what} go back by themselves`, async () => {
        device = await Device.start(target, driver);
        const good = await device.want(flowsOf('good'), 1);
        assert.equal((await device.ended(good, 30_000)).result, 'committed');
        const begun = Date.now();
        const bad = await device.want(flows, usualWindow, restart);
        const { result, error } = await device.ended(bad, (usualWindow + grace) * 1000);
        assert.equal(result, 'rolled-back', JSON.stringify(error));
        assert.match(error?.code ?? '', code);
        await waitFor('the good flows', async () => (await answers()) === 'good');
        assert.ok(Date.now() - begun <= (usualWindow + grace) * 1000, 'in time');
        assert.equal(device.state?.committed?.release?.version, 1);
      });
    }
  });
