import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingValues, variablesOf, withEnvironment } from '@millwright/release';
import { makeUserDirectory, removeUserDirectory, startNodeRed, targets } from '@millwright/testing';
import { plain, secret } from '../../packages/release/src/environment/values.fixture.ts';

const names = ['PLC', 'PORT', 'PIN', 'OWN', 'GROUP', 'NOBODY'];
const asking = `msg.payload = Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, env.get(name)])); return msg`;
const environment = (name: string, value: string): object => ({ name, value, type: 'str' });

/** An endpoint whose very address is an environment value, and what a function in a group finds behind it. */
const flows = [
  { id: 't1', type: 'tab', label: 'Oven', env: [environment('OWN', 'of the tab')] },
  { id: 'g1', type: 'group', z: 't1', nodes: ['f1'], env: [environment('GROUP', 'of the group')] },
  { id: 'i1', type: 'http in', z: 't1', url: '${ENDPOINT}', method: 'get', wires: [['f1']] },
  {
    id: 'f1',
    type: 'function',
    z: 't1',
    g: 'g1',
    func: `env.get("NOBODY"); ${asking}`,
    outputs: 1,
    wires: [['c1']],
  },
  {
    id: 'c1',
    type: 'change',
    z: 't1',
    rules: [{ t: 'set', p: 'payload.url', pt: 'msg', to: 'tcp://${PLC}:${PORT}', tot: 'env' }],
    wires: [['o1']],
  },
  { id: 'o1', type: 'http response', z: 't1', wires: [] },
  {
    id: 'e1',
    type: 'global-config',
    env: [
      { name: 'PLC', value: '10.0.0.1', type: 'str' },
      { name: 'PORT', value: '502', type: 'num' },
      { name: 'PIN', value: '', type: 'cred' },
    ],
    modules: {},
  },
];
const values = [
  plain('PLC', '10.0.0.9'),
  plain('PORT', '503'),
  secret('PIN', '4711'),
  plain('OWN', 'of the device'),
  plain('ENDPOINT', '/values'),
];

for (const target of targets()) {
  describe(`environment values of a device, ${target.title}`, () => {
    it('are what Node-RED gives its nodes, with the revision that was worked out before', async () => {
      for (const document of [flows, flows.slice(0, -1)]) {
        const { items, credentials, rev } = withEnvironment(document, {}, values);
        const userDirectory = await makeUserDirectory({
          flows: items,
          credentialSecret: false,
          without: 'all',
        });
        await writeFile(join(userDirectory, 'flows_cred.json'), JSON.stringify(credentials));
        const nodeRed = await startNodeRed({ target, userDirectory });
        try {
          const answer = await fetch(`${nodeRed.url}/values`);
          const isNumber = document === flows;
          assert.deepEqual(await answer.json(), {
            PLC: '10.0.0.9',
            PORT: isNumber ? 503 : '503',
            PIN: '4711',
            OWN: 'of the tab',
            GROUP: 'of the group',
            url: 'tcp://10.0.0.9:503',
          });
          const headers = { 'Node-RED-API-Version': 'v2' };
          const { body } = await nodeRed.request<{ rev: string; flows: readonly unknown[] }>(
            'GET',
            '/flows',
            undefined,
            { headers },
          );
          assert.equal(body.rev, rev);
          assert.deepEqual(body.flows, items);
        } finally {
          await nodeRed.stop();
          await removeUserDirectory(userDirectory);
        }
      }
    });
  });
}

describe('the environment values that flows lack', () => {
  it('are those that Node-RED finds nowhere', () => {
    const variables = variablesOf(flows);
    assert.deepEqual(
      missingValues(variables, []).map(({ name }) => name),
      ['ENDPOINT', 'NOBODY'],
    );
  });
});
