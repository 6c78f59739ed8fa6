import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../../access/access.ts';
import { OwnClient } from '../agent/own.ts';
import { HubClient } from '../hub-client.ts';

interface Refusal {
  readonly code: string;
  readonly details?: object;
}

const flows = [
  { id: 't', type: 'tab', label: 'Oven' },
  { id: 'h', type: 'http request', z: 't', credentials: { user: 'anna', password: 'planted-password' } },
];
const running = { source: { kind: 'running' }, name: 'oven', selection: { kind: 'all' } };
const version = { ...running, source: { kind: 'version', number: 1 } };

async function refused(client: HubClient, method: string, path: string, body?: object): Promise<Refusal> {
  const answer = await client.ask<Refusal>(method, path, body);
  assert.equal(answer.status, 403, `${method} ${path}: ${answer.text}`);
  return answer.body;
}

/** A real Node-RED of somebody who has a code; nobody has compared the words yet. @returns its id */
async function enrol(laptop: NodeRedProcess, { code }: { readonly code: string }): Promise<string> {
  const own = new OwnClient(laptop);
  await own.enrol(code, 'laptop');
  const { device = '' } = await waitFor('its words', async () => {
    const state = await own.state();
    return state.words && state;
  });
  return device;
}

describe('whoever may change the fleet, and not deploy or read credentials here', () => {
  let laptop: NodeRedProcess;
  before(async () => {
    laptop = await startNodeRed({ only: ['node-red-fleet'], credentialSecret: false });
  });
  after(() => laptop?.stop());

  it('gets none by a device of their own, by permissions of Node-RED', async () => {
    const fleet = ['millwright.fleet.read', 'millwright.fleet.write'];
    const users = [
      { username: 'boss', password: 'boss', permissions: '*' },
      { username: 'eve', password: 'eve', permissions: fleet },
    ];
    const hub = await startNodeRed({
      users,
      only: ['node-red-fleet', 'node-red-history'],
      heavyNodes: ['http request'],
    });
    try {
      const boss = new HubClient(hub, await hub.token('boss', 'boss'));
      const eve = new HubClient(hub, await hub.token('eve', 'eve', fleet.join(' ')));
      await hub.deploy(flows, { token: boss.token });
      await boss.setUp();
      const id = await enrol(laptop, await eve.makeCode({ url: hub.adminUrl }));
      const needs = (permission: string) => ({ code: 'fleet.right-needed', details: { permission } });
      const check = async (permission: string, method: string, path: string, body?: object) => {
        const { code, details } = await refused(eve, method, path, body);
        assert.deepEqual({ code, details }, needs(permission), path);
      };
      await check('flows.write', 'POST', `/devices/${id}/confirm`);
      await boss.act(id, 'confirm');
      const { id: plan } = await boss.done<{ id: string }>('POST', '/plans', running);
      await check('flows.write', 'POST', '/deploys', { plan });
      for (const body of [running, version]) await check('flows.read', 'POST', '/plans', body);
      await check('flows.read', 'POST', '/releases', { source: running.source, name: 'oven' });
      await check('flows.write', 'PUT', '/settings', {});
      await check('flows.write', 'POST', '/own/enrol', { code: 'mw1' });
      assert.equal((await boss.device(id)).wanted, undefined);
      await boss.done('POST', '/deploys', { plan });
    } finally {
      await new OwnClient(laptop).done('POST', '/own/leave');
      await hub.stop();
    }
  });

  it('gets none by a device of their own, by rules', async () => {
    const access: AccessInstance = await startWithAccess({
      only: ['node-red-access', 'node-red-fleet', 'node-red-history'],
      heavyNodes: ['http request'],
    });
    try {
      const hub = access.nodeRed;
      await access.changePolicy((policy) => ({
        ...policy,
        roles: [
          ...policy.roles,
          { name: 'eve', rules: [{ name: 'Fleet', effect: 'allow', actions: ['fleet.*'] }] },
        ],
      }));
      const boss = new HubClient(hub, await access.token('owner'));
      const eve = new HubClient(hub, await access.token('eve'));
      const maintainer = new HubClient(hub, await access.token('maintainer'));
      await hub.deploy(flows, { token: boss.token });
      await boss.setUp();
      const id = await enrol(laptop, await eve.makeCode({ url: hub.adminUrl }));
      const check = async (action: string, method: string, path: string, body?: object) => {
        const { code, details } = await refused(eve, method, path, body);
        assert.equal(code, 'access.denied', path);
        assert.ok(JSON.stringify(details).includes(`"action":"${action}"`), JSON.stringify(details));
      };
      await check('credential.read', 'POST', `/devices/${id}/confirm`);
      await maintainer.act(id, 'confirm');
      const { id: plan } = await maintainer.done<{ id: string }>('POST', '/plans', running);
      await check('credential.read', 'POST', '/deploys', { plan });
      await check('flow.read', 'POST', '/plans', running);
      await check('flow.read', 'POST', '/releases', { source: version.source, name: 'oven' });
      assert.equal((await boss.device(id)).wanted, undefined);
      await maintainer.done('POST', '/deploys', { plan });
    } finally {
      await access.stop();
    }
  });
});
