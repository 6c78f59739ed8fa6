import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { functionCatalogue } from '../catalogue/index.ts';
import type { NodeRed, Runtime } from '../red.ts';
import { findRuntime } from './find-runtime.ts';

const require = createRequire(import.meta.url);
const runtime: Runtime = require('@node-red/runtime');

const red = (settings: Readonly<Record<string, unknown>>, events: EventEmitter = runtime.events): NodeRed =>
  ({ settings, events }) as NodeRed;

describe("Node-RED's runtime", () => {
  it('is found from where its own nodes lie', () => {
    const coreNodesDir = dirname(require.resolve('@node-red/nodes'));
    const found = findRuntime(red({ coreNodesDir }));
    assert.equal(found.runtime, runtime);
    assert.deepEqual(found.missing, []);
  });

  it('is found without that, as something that has been loaded', () => {
    for (const coreNodesDir of [undefined, '/nowhere/at/all'])
      assert.equal(findRuntime(red({ coreNodesDir })).runtime, runtime);
  });

  it('is not taken for ours when it belongs to another Node-RED', () => {
    const found = findRuntime(red({}, new EventEmitter()));
    assert.deepEqual(found, { runtime: undefined, missing: ['the runtime'] });
  });

  it('tells what it lacks', () => {
    for (const { group, call, kind, uncaught } of functionCatalogue) {
      const original = runtime[group][call];
      assert.ok(original, `${group}.${call}`);
      delete runtime[group][call];
      try {
        const expected = kind === 'write' && !uncaught ? [`${group}.${call}`] : [];
        assert.deepEqual(findRuntime(red({})).missing, expected);
      } finally {
        runtime[group][call] = original;
      }
    }
  });
});
