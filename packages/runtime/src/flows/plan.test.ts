import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { withoutCredentials } from '@millwright/flows';
import fc from 'fast-check';
import { runtimeErrors } from '../errors.ts';
import { planAdd, planDeploy, planRemove, planUpdate } from './plan.ts';

type Items = readonly Readonly<Record<string, unknown>>[];

interface NodeRedFlows {
  init(runtime: object): void;
  setFlows(flows: Items, credentials: null, type: string): Promise<unknown>;
  addFlow(flow: object): Promise<string>;
  updateFlow(id: string, flow: object): Promise<void>;
  removeFlow(id: string): Promise<void>;
}

/** Node-RED's own code, with a storage that only remembers what it was given to save. */
function nodeRed(): { readonly flows: NodeRedFlows; readonly saved: () => Items } {
  const require = createRequire(import.meta.url);
  const flows: NodeRedFlows = require('@node-red/runtime/lib/flows');
  let saved: Items = [];
  const nothing = (): void => {};
  const log = { _: (text: string) => text, debug: nothing, info: nothing, warn: nothing };
  const storage = {
    saveFlows: async (config: { readonly flows: Items }) => {
      saved = config.flows;
      return 'rev';
    },
  };
  const settings = { get: nothing, set: async () => {}, available: () => true };
  const runtime = { settings, storage, log, nodes: { getType: nothing } };
  require('@node-red/runtime/lib/nodes/credentials').init(runtime);
  flows.init(runtime);
  return { flows, saved: () => saved };
}

const ids = ['a', 'b', 'c', 'd', 'e'] as const;
const id = fc.constantFrom(...ids);
const property = fc.record(
  {
    name: fc.string({ maxLength: 3 }),
    x: fc.nat(9),
    y: fc.nat(9),
    credentials: fc.constantFrom(null, '', { user: 'secret' }),
    disabled: fc.boolean(),
  },
  { requiredKeys: [] },
);
const item = fc
  .tuple(fc.constantFrom('tab', 'subflow', 'group', 'comment', 'mqtt-broker'), fc.option(id), property)
  .map(([type, z, more]) => ({ type, ...(z === null ? {} : { z }), ...more }));
const place = fc.tuple(item, property).map(([{ type, ...rest }]) => ({
  ...rest,
  type: type === 'tab' || type === 'subflow' ? 'comment' : type,
}));

/** Items with ids of their own: two with the same are not what Node-RED is made for. */
const numbered = <Item extends object>(items: readonly Item[], from: number) =>
  items.map((each, index) => ({ id: ids[index + from] ?? `n${index + from}`, ...each }));
const flowDocument = fc.array(item, { maxLength: 8 }).map((items) => numbered(items, 0));
const tabContent = fc.record(
  {
    label: fc.string({ maxLength: 3 }),
    info: fc.string({ maxLength: 3 }),
    env: fc.constant([]),
    credentials: fc.constantFrom(null, { map: {} }),
    nodes: fc.array(place, { maxLength: 3 }).map((items) => numbered(items, 100)),
    configs: fc.array(place, { maxLength: 2 }).map((items) => numbered(items, 200)),
  },
  { requiredKeys: ['label', 'nodes'] },
);
const globalContent = fc.record(
  {
    configs: fc.array(place, { maxLength: 3 }).map((items) => numbered(items, 300)),
    subflows: fc.array(
      fc.record(
        {
          id: fc.constantFrom('s1', 's2'),
          type: fc.constant('subflow'),
          nodes: fc.array(place, { maxLength: 2 }).map((items) => numbered(items, 400)),
          configs: fc.array(place, { maxLength: 2 }).map((items) => numbered(items, 500)),
        },
        { requiredKeys: ['id', 'type'] },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
const parameters = { seed: Number(process.env['SEED'] ?? Date.now()), numRuns: 300 };

describe('what a call will leave', () => {
  const real = nodeRed();
  const begin = async (before: Items): Promise<Items> => {
    await real.flows.setFlows([], null, 'full');
    await runs(() => real.flows.setFlows(copy(before), null, 'full'));
    return copy(real.saved());
  };
  /** Whether Node-RED knows what a call is about. It trips over some odd documents: those say nothing about us. */
  const runs = async (call: () => Promise<unknown>): Promise<boolean> => {
    try {
      await call();
      return true;
    } catch (error) {
      fc.pre((error as { readonly code?: unknown }).code === 404);
      return false;
    }
  };
  const assertSaved = ({ items }: { readonly items: readonly unknown[] }): void =>
    assert.equal(JSON.stringify(withoutCredentials(items)), JSON.stringify(real.saved()));

  it('is what Node-RED saves: a deploy', () =>
    fc.assert(
      fc.asyncProperty(flowDocument, async (given) => {
        await begin(given);
        assertSaved(planDeploy({ flows: { flows: given } }));
      }),
      parameters,
    ));

  it('is what Node-RED saves: a tab added', () =>
    fc.assert(
      fc.asyncProperty(flowDocument, tabContent, async (given, flow) => {
        const before = await begin(given);
        let added = '';
        await runs(async () => {
          added = await real.flows.addFlow(copy(flow));
        });
        assertSaved(planAdd({ flow }, added, before));
      }),
      parameters,
    ));

  it('is what Node-RED saves: a tab updated', () =>
    fc.assert(
      fc.asyncProperty(flowDocument, id, tabContent, async (given, target, flow) => {
        const before = await begin(given);
        const known = await runs(() => real.flows.updateFlow(target, copy(flow)));
        const plan = planUpdate({ id: target, flow }, before);
        if (known) assertSaved(plan);
        else assert.equal(plan.items, before);
      }),
      parameters,
    ));

  it('is what Node-RED saves: configuration nodes and subflows updated', () =>
    fc.assert(
      fc.asyncProperty(flowDocument, globalContent, async (given, flow) => {
        const before = await begin(given);
        await runs(() => real.flows.updateFlow('global', copy(flow)));
        assertSaved(planUpdate({ id: 'global', flow }, before));
      }),
      parameters,
    ));

  it('is what Node-RED saves: a tab removed', () =>
    fc.assert(
      fc.asyncProperty(flowDocument, id, async (given, target) => {
        const before = await begin(given);
        const known = await runs(() => real.flows.removeFlow(target));
        const plan = planRemove({ id: target }, before);
        if (known) assertSaved(plan);
        else assert.equal(plan.items, before);
      }),
      parameters,
    ));

  it('does not change what it is given: Node-RED gets that', () =>
    fc.assert(
      fc.property(flowDocument, globalContent, tabContent, (before, global, tab) => {
        const given = JSON.stringify({ before, global, tab });
        planUpdate({ id: 'global', flow: global }, before);
        planUpdate({ id: 'a', flow: tab }, before);
        planAdd({ flow: tab }, 'new', before);
        assert.equal(JSON.stringify({ before, global, tab }), given);
      }),
      parameters,
    ));

  it('is refused where it is no array of objects', () => {
    for (const flows of [undefined, null, {}, 'text', [1], [null], ['x']])
      assert.throws(() => planDeploy({ flows: { flows } }), runtimeErrors.flowsInvalid.is);
    assert.throws(() => planDeploy({ flows: null }), runtimeErrors.flowsInvalid.is);
    for (const credentials of ['load', 'full', 1, true])
      assert.throws(() => planDeploy({ flows: { flows: [], credentials } }), runtimeErrors.flowsInvalid.is);
    assert.throws(() => planAdd({ flow: {} }, 'new', []), runtimeErrors.flowsInvalid.is);
  });
});
