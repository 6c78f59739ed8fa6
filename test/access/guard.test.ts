import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Role } from '@millwright/access';
import { type Answer, targets, waitFor } from '@millwright/testing';
import type { Decided, RefusalReason } from '../../plugins/access/src/common/decisions.ts';
import { type AccessInstance, startWithAccess } from './access.ts';
import { flows, type Item, withItems } from './guard-flows.ts';

/** May edit the tab “Yard” and what only that uses, and operate it. */
const yard: Role = {
  name: 'yard',
  inherits: ['viewer'],
  rules: [
    {
      name: 'Work on the yard',
      effect: 'allow',
      actions: ['flow.edit', 'credential.write', 'inject', 'debug.toggle', 'context.delete'],
      on: [{ tab: { name: 'Yard' } }],
    },
    { name: 'Deploy', effect: 'allow', actions: ['deploy.full', 'deploy.flows', 'deploy.nodes'] },
  ],
};

interface Denied {
  readonly code: string;
  readonly message: string;
  readonly details: { readonly reasons: readonly RefusalReason[]; readonly owners: readonly string[] };
}

for (const target of targets()) {
  describe(`the guard, ${target.title}`, () => {
    let access: AccessInstance;
    let token: string;
    let owner: string;

    before(async () => {
      access = await startWithAccess({
        target,
        flows: [...flows],
        only: ['node-red-access', 'node-red-history'],
      });
      owner = await access.token('owner');
      await access.changePolicy((policy) => ({ ...policy, roles: [...policy.roles, yard] }));
      token = await access.token('yard');
      const given = { ah: { user: 'oven', password: 'hot' }, cfg: { user: 'plant', password: 'wet' } };
      assert.equal((await access.nodeRed.deploy(flows, { credentials: given, token: owner })).status, 200);
    });
    after(() => access?.stop());

    /** All that a refused change must not reach: what runs, what is on disk, and which credentials there are. */
    const state = async () => {
      const { nodeRed } = access;
      const read = (name: string) => readFile(join(nodeRed.userDirectory, name), 'utf8');
      const credentials = await nodeRed.request('GET', '/credentials/http-request/ah', undefined, {
        token: owner,
      });
      return {
        active: await nodeRed.flows(owner),
        file: await read('flows.json'),
        credentials: await read('flows_cred.json'),
        known: credentials.body,
      };
    };

    const send = (method: string, path: string, body?: unknown, as = token): Promise<Answer<Denied>> =>
      access.nodeRed.request<Denied>(method, path, body, { token: as });
    type Deploy = Parameters<typeof access.nodeRed.deploy>[1];
    const deploy = (items: readonly Item[], options: Deploy = {}): Promise<Answer<unknown>> =>
      access.nodeRed.deploy(items, { token, ...options });

    const refused: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
      'a node of another tab, whole': () => deploy(withItems({ an: { func: 'return;' } })),
      'a node of another tab, by tabs': () =>
        deploy(withItems({ an: { func: 'return;' } }), { type: 'flows' }),
      'a node of another tab, by nodes': () =>
        deploy(withItems({ an: { func: 'return;' } }), { type: 'nodes' }),
      'a node of another tab, without a revision': () => send('POST', '/flows', withItems({ an: { x: 5 } })),
      'the removal of a node': () => deploy(withItems({ an: undefined })),
      'a new node': () => deploy(withItems({ new: { type: 'debug', z: 'a', x: 1, y: 1, wires: [] } })),
      'a node moved away': () => deploy(withItems({ ai: { z: 'b', wires: [[]] } })),
      'a node moved there': () => deploy(withItems({ bi: { z: 'a', wires: [[]] } })),
      'the name of a tab': () => deploy(withItems({ a: { label: 'Yard' } })),
      'another name of one’s own tab': () => deploy(withItems({ b: { label: 'Oven 3' } })),
      'a tab switched off': () => deploy(withItems({ a: { disabled: true } })),
      'a new tab': () => deploy(withItems({ c: { type: 'tab', label: 'Gate' } })),
      'the order of the tabs': () =>
        deploy([flows[1], flows[0], ...flows.slice(2)].filter((each) => each !== undefined)),
      'a subflow that another tab uses': () => deploy(withItems({ sn: { func: 'return;' } })),
      'a configuration node that another tab uses': () => deploy(withItems({ cfg: { broker: '10.0.0.1' } })),
      'a link to another tab': () =>
        deploy(withItems({ lo: { type: 'link out', z: 'b', links: ['al'], x: 1, y: 1 } })),
      'a wire to another tab': () => deploy(withItems({ bn: { wires: [['an']] } })),
      'a node of the same id': () =>
        deploy([...flows, { id: 'an', type: 'debug', z: 'b', x: 1, y: 1, wires: [] }]),
      'the global environment': () => deploy(withItems({ gc: { type: 'global-config', env: [] } })),
      'a node that says in its own way where it is': () =>
        deploy(withItems({ new: { type: 'debug', z: ['a'], x: 1, y: 1, wires: [] } })),
      'credentials inside a node': () => deploy(withItems({ ah: { credentials: { user: 'me' } } })),
      'credentials in the map': () => deploy(flows, { credentials: { ah: { user: 'me' } } }),
      'credentials of a shared configuration node': () =>
        deploy(flows, { credentials: { cfg: { user: 'me' } } }),
      'encrypted credentials': () => deploy(flows, { credentials: { $: 'AAAA' } }),
      'the file, loaded again': () => deploy(flows, { type: 'reload' }),
      'a new tab by its own route': () => send('POST', '/flow', { label: 'Gate', nodes: [] }),
      'another tab by its own route': () => send('PUT', '/flow/a', { id: 'a', label: 'Oven 3', nodes: [] }),
      'the configuration by its own route': () => send('PUT', '/flow/global', { id: 'global', configs: [] }),
      'another tab’s removal by its own route': () => send('DELETE', '/flow/a'),
      'an inject elsewhere': () => send('POST', '/inject/ai', {}),
      'context of another tab': () => send('DELETE', '/context/flow/a/key'),
    };

    for (const [what, change] of Object.entries(refused)) {
      it(`refuses ${what}, and nothing of it is done`, async () => {
        const before = await state();
        const answer = (await change()) as Answer<Denied>;
        assert.equal(answer.status, 403, answer.text);
        assert.equal(answer.body.code, 'access.denied', answer.text);
        assert.deepEqual(await state(), before);
      });
    }

    it('leaves to Node-RED what their session has no permission for', async () => {
      const install = await send('POST', '/nodes', { module: 'node-red-node-random' });
      const rules = await access.request('PUT', '/policy', {}, 'yard');
      assert.deepEqual([install.status, rules.status], [401, 401]);
    });

    it('names every place, rule and helper', async () => {
      const { body } = (await deploy(withItems({ an: { x: 7 }, sn: { x: 7 } }))) as Answer<Denied>;
      const { reasons, owners } = body.details;
      const places = new Set(reasons.map(({ about }) => about.place?.label));
      assert.deepEqual([...places].sort(), ['Oven 3', 'Scale']);
      assert.ok(reasons.every(({ code, action }) => code === 'no-rule' && action === 'flow.edit'));
      assert.deepEqual(owners, ['owner']);
    });

    it('lets them work on their own tab', async () => {
      const own = withItems({
        bn: { func: 'return null;' },
        new: { type: 'debug', z: 'b', name: 'see', x: 9, y: 9, wires: [] },
        ownCfg: { broker: '10.0.0.2' },
        cfg3: { type: 'mqtt-broker', name: 'third', broker: 'x' },
        m3: { type: 'mqtt in', z: 'b', broker: 'cfg3', x: 1, y: 1, wires: [[]] },
      });
      for (const type of ['nodes', 'flows', 'full'] as const) {
        const { rev } = await access.nodeRed.flows(owner);
        const answer = await deploy(type === 'flows' ? flows : own, { type, rev });
        assert.equal(answer.status, 200, answer.text);
      }
      assert.equal((await deploy(flows)).status, 200);
      assert.equal((await deploy(flows, { credentials: { ownCfg: { user: 'me' } } })).status, 200);
      const { status, body } = await send('GET', '/flow/b');
      assert.equal(status, 200);
      const put = await send('PUT', '/flow/b', body);
      assert.equal(put.status, 200, put.text);
      assert.equal((await send('POST', '/inject/bi', {})).status, 200);
    });

    it('decides a restore by what it changes', async () => {
      const history = '/millwright/history';
      const restorer: Role = {
        name: 'restorer',
        inherits: ['yard'],
        rules: [{ name: 'Restore', effect: 'allow', actions: ['history.*'] }],
      };
      await access.changePolicy((policy) => ({ ...policy, roles: [...policy.roles, restorer] }));
      const as = await access.token('restorer');
      const newest = async (): Promise<number> => {
        const { body } = await access.nodeRed.request<{ versions: { number: number }[] }>(
          'GET',
          `${history}/versions?limit=1`,
          undefined,
          { token: owner },
        );
        return body.versions[0]?.number ?? 0;
      };
      const base = await newest();
      assert.equal((await deploy(withItems({ bn: { name: 'other' } }))).status, 200);
      const yardOnly = await send('POST', `${history}/versions/${base}/restore`, {}, as);
      assert.equal(yardOnly.status, 200, yardOnly.text);
      assert.equal((await deploy(withItems({ an: { name: 'other' } }), { token: owner })).status, 200);
      const before = await state();
      const answer = await send('POST', `${history}/versions/${base}/restore`, {}, as);
      assert.equal(answer.status, 403, answer.text);
      assert.deepEqual(await state(), before);
      const without = await send('POST', `${history}/versions/${base}/restore`, {});
      assert.equal(without.body.code, 'access.denied');
    });

    it('demands a reason where the rule does', async () => {
      const reason: Role = {
        name: 'careful',
        inherits: ['viewer'],
        rules: [
          {
            name: 'Edit with a reason',
            effect: 'allow',
            actions: ['flow.edit', 'deploy.*'],
            when: [{ kind: 'reason', minLength: 10 }],
          },
        ],
      };
      await access.changePolicy((policy) => ({ ...policy, roles: [...policy.roles, reason] }));
      const careful = await access.token('careful');
      assert.equal((await access.me('careful')).reason, 10);
      const change = withItems({ an: { name: 'careful' } });
      const without = (await deploy(change, { token: careful })) as Answer<Denied>;
      assert.equal(without.body.details.reasons[0]?.code, 'condition');
      assert.equal((await deploy(change, { token: careful, note: 'too short' })).status, 403);
      const given = await deploy(change, { token: careful, note: 'New burner in oven 3' });
      assert.equal(given.status, 200, given.text);
    });

    it('tells the editor what to lock, and others why and who may', async () => {
      const { locked, newTab, actions } = await access.me('yard');
      assert.deepEqual(Object.keys(locked).sort(), ['a', 's']);
      assert.deepEqual([newTab.allowed, actions['deploy.full'], actions['flow.run']], [false, true, false]);
      const question = { action: 'flow.edit', target: { kind: 'tab', id: 'a' } };
      const own = await access.done<{ allowed: boolean }>('POST', '/explain', question, 'yard');
      assert.equal(own.allowed, false);
      const about = await access.request(
        'POST',
        '/explain',
        { ...question, subject: { user: 'owner' } },
        'yard',
      );
      assert.equal(about.body.code, 'access.denied');
      const who = await access.done<{ users: string[]; roles: string[] }>('POST', '/who', question);
      assert.ok(who.users.includes('owner') && !who.users.includes('yard'));
    });

    it('keeps the last decisions over a restart, to try other rules on', async () => {
      const last = async () => (await access.done<{ decisions: Decided[] }>('GET', '/decisions')).decisions;
      await deploy(withItems({ an: { x: 999 } }));
      const [newest] = await last();
      assert.deepEqual(
        [newest?.subject.name, newest?.operation, newest?.allowed],
        ['yard', 'flows.deploy', false],
      );
      const { policy } = await access.policy();
      const open = {
        ...policy,
        bindings: [...policy.bindings, { subject: { kind: 'user', name: 'yard' }, role: 'owner' }],
      };
      const { changes } = await access.done<{ changes: { decision: Decided; allowed: boolean }[] }>(
        'POST',
        '/simulate',
        { policy: open },
      );
      assert.ok(changes.some(({ decision, allowed }) => decision.id === newest?.id && allowed));
      // They are written a moment later, several at once.
      const database = new DatabaseSync(join(access.nodeRed.userDirectory, 'millwright/access.db'), {
        readOnly: true,
      });
      const written = database.prepare('select id from decision where id = ?');
      await waitFor('the decision on disk', () => written.get(newest?.id ?? 0) !== undefined);
      database.close();
      await access.nodeRed.restart();
      assert.deepEqual((await last()).map(({ id }) => id).includes(newest?.id ?? 0), true);
    });
  });
}
