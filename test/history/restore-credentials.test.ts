import assert from 'node:assert/strict';
import { everything, type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { answerOf, credentialsOnDisk, type HistoryClient, startWithHistory } from './client.ts';

const variable = (name: string) => [{ name, value: '', type: 'cred' }];
const reads = (id: string, name: string, next: string, more: object = {}) => ({
  id,
  type: 'function',
  z: 'tab',
  func: `msg.payload = (msg.payload || "") + " " + env.get("${name}"); return msg;`,
  outputs: 1,
  x: 1,
  y: 1,
  wires: [[next]],
  ...more,
});

/** An endpoint that answers the credentials of all that is no node: subflow instance, group, tab, environment. */
const flows: readonly Record<string, unknown>[] = [
  { id: 'tab', type: 'tab', label: 'Oven', env: variable('PIN_TAB') },
  { id: 'other', type: 'tab', label: 'Other' },
  {
    id: 'sub',
    type: 'subflow',
    name: 'scale',
    env: variable('PIN_SUB'),
    in: [{ x: 1, y: 1, wires: [{ id: 'inside' }] }],
    out: [{ x: 2, y: 1, wires: [{ id: 'inside', port: 0 }] }],
  },
  reads('inside', 'PIN_SUB', '', { z: 'sub', wires: [[]] }),
  {
    id: 'group',
    type: 'group',
    z: 'tab',
    name: '',
    nodes: ['in-group'],
    env: variable('PIN_GROUP'),
    x: 1,
    y: 1,
    w: 9,
    h: 9,
  },
  { id: 'in', type: 'http in', z: 'tab', url: '/pins', method: 'get', x: 1, y: 1, wires: [['clear']] },
  {
    id: 'clear',
    type: 'function',
    z: 'tab',
    func: 'msg.payload = ""; return msg;',
    outputs: 1,
    x: 1,
    y: 1,
    wires: [['instance']],
  },
  {
    id: 'instance',
    type: 'subflow:sub',
    z: 'tab',
    name: '',
    env: variable('PIN_SUB'),
    x: 1,
    y: 1,
    wires: [['in-group']],
  },
  reads('in-group', 'PIN_GROUP', 'on-tab', { g: 'group' }),
  reads('on-tab', 'PIN_TAB', 'of-all'),
  reads('of-all', 'PIN_ALL', 'out'),
  { id: 'out', type: 'http response', z: 'tab', x: 1, y: 1, wires: [] },
  { id: 'all', type: 'global-config', env: variable('PIN_ALL') },
];

const owners = ['instance', 'group', 'tab', 'all'];
const credentialsOf = (id: string, text: string) => {
  if (id === 'all') return { map: { PIN_ALL: `all-${text}`, has_PIN_ALL: true } };
  return { [id === 'instance' ? 'PIN_SUB' : `PIN_${id.toUpperCase()}`]: `${id}-${text}` };
};
const withPins = (text: (id: string) => string) =>
  flows.map((item) => {
    const id = String(item['id']);
    return owners.includes(id) ? { ...item, credentials: credentialsOf(id, text(id)) } : item;
  });
const pins = (text: (id: string) => string) => owners.map((id) => ` ${id}-${text(id)}`).join('');

for (const target of targets()) {
  describe(`restore of credentials of what is no node, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let first: number;
    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: [] }));
    });
    beforeEach(async () => {
      await deploy(() => 'one');
      first = (await history.newest()).number;
      await deploy(() => 'two');
    });
    after(() => nodeRed?.stop());

    const deploy = async (text: (id: string) => string) => {
      const { status, text: answer } = await nodeRed.deploy(withPins(text));
      assert.equal(status, 200, answer);
      await answers(text);
    };
    const answers = (text: (id: string) => string) =>
      waitFor(`the answer${pins(text)}`, async () => (await answerOf(nodeRed, '/pins')) === pins(text));

    it('brings all of them back, and they last over a restart', async () => {
      const { body: plan } = await history.plan(first);
      assert.deepEqual(plan.change.credentials.map(({ id }) => id).sort(), [...owners].sort());
      const { status, body, text } = await history.restore(first);
      assert.equal(status, 200, text);
      assert.deepEqual(body.notices, []);
      await answers(() => 'one');
      await nodeRed.restart();
      await answers(() => 'one');
      await history.reaches(body.version ?? 0);
      assert.equal((await history.newest()).number, body.version);
    });

    if (!everything) return;

    const parts: readonly (readonly [string, object])[] = [
      ['instance', { nodes: ['instance'] }],
      ['group', { nodes: ['group'] }],
      ['all', { parts: [{ kind: 'global', id: '' }] }],
    ];
    for (const [id, scope] of parts) {
      it(`brings those of one alone back: ${id}`, async () => {
        const { status, text } = await history.restore(first, { scope });
        assert.equal(status, 200, text);
        const only = (each: string) => (each === id ? 'one' : 'two');
        await answers(only);
        const kept = await credentialsOnDisk(nodeRed);
        for (const each of owners) assert.deepEqual(kept[each], credentialsOf(each, only(each)));
      });
    }

    it('takes them away where the version has none', async () => {
      const { status: deployed } = await nodeRed.deploy(flows, {
        credentials: { tab: {}, group: {}, instance: {}, all: {} },
      });
      assert.equal(deployed, 200);
      const { number } = await history.newest();
      await deploy(() => 'three');
      const { status, text } = await history.restore(number);
      assert.equal(status, 200, text);
      assert.deepEqual((await history.details(number)).credentials, []);
      const kept = await credentialsOnDisk(nodeRed);
      for (const id of owners) assert.deepEqual(Object.keys(kept[id] ?? {}), [], id);
    });
  });
}
