import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSignature, manifestDocument, openSealedKey, readEnvelopeOf } from '@millwright/release';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { FleetState } from '../../../plugins/fleet/src/common/fleet.ts';
import type { EnvironmentValue } from '../../../plugins/fleet/src/common/values.ts';
import { HistoryClient } from '../../history/client.ts';
import { HubClient } from '../hub-client.ts';

const passphrase = 'seven planted ovens in a row';
const secrets = { password: 'planted-password', value: 'planted-value' };

const tab = (label: string) => ({ id: 't', type: 'tab', label });
const request = {
  id: 'h',
  type: 'http request',
  z: 't',
  authType: 'basic',
  credentials: { user: 'anna', password: secrets.password },
};

for (const target of targets()) {
  describe(`a hub, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let hub: HubClient;
    let history: HistoryClient;
    /** All that was answered. */
    const answers: unknown[] = [];

    before(async () => {
      nodeRed = await startNodeRed({
        target,
        flows: [tab('Oven')],
        heavyNodes: ['http request'],
        only: ['node-red-fleet', 'node-red-history'],
      });
      hub = new HubClient(nodeRed);
      history = new HistoryClient(nodeRed);
      await history.reaches(1);
    });
    after(() => nodeRed?.stop());

    const keep = <Answer>(answer: Answer): Answer => {
      answers.push(answer);
      return answer;
    };
    const millwright = (...path: readonly string[]) => join(nodeRed.userDirectory, 'millwright', ...path);

    it('is none before somebody makes it one, and leaves nothing on the disk until then', async () => {
      for (const path of ['/releases', '/values', '/deploys', '/hub/trust']) {
        const { status, body } = await hub.ask('GET', path);
        assert.deepEqual([status, body.code], [409, 'fleet.not-a-hub'], path);
      }
      const { status } = await hub.ask('POST', '/plans', {
        source: { kind: 'running' },
        name: 'oven',
        selection: { kind: 'all' },
      });
      assert.equal(status, 409);
      assert.deepEqual(
        [existsSync(millwright('fleet.db')), existsSync(millwright('fleet', 'blobs'))],
        [false, false],
      );
    });

    it('takes a passphrase only where nobody can read it on its way', async () => {
      const body = { mode: 'sealed', passphrase };
      const refused = keep(
        await nodeRed.request<{ code: string }>('POST', '/millwright/fleet/hub', body, {
          headers: { 'X-Forwarded-For': '192.0.2.7' },
        }),
      );
      assert.deepEqual([refused.status, refused.body.code], [403, 'fleet.passphrase-exposed']);
      const { mode, trust } = keep(await hub.setUp(body));
      assert.deepEqual([mode, trust], ['sealed', 1]);
      const again = keep(await hub.ask('POST', '/hub', { mode: 'one-key' }));
      assert.deepEqual([again.status, again.body.code], [409, 'fleet.hub-exists']);
    });

    it('makes releases of versions of History', async () => {
      await nodeRed.deploy([tab('Oven 3'), request]);
      const { number } = await history.newest();
      await nodeRed.deploy([tab('Oven 4')]);
      const source = { kind: 'version', number };
      const plan = keep(await hub.plan('oven', { source }));
      assert.equal(plan.release.rev, (await history.flowsOf(number)).rev);
      assert.deepEqual([plan.needsPassphrase, plan.problems, plan.modules], [true, [], []]);
      const made = keep(await hub.make('oven', { source, passphrase }));
      assert.deepEqual([made.version, made.state, made.history], [1, 'signed', number]);
      const unknown = keep(
        await hub.ask('POST', '/releases', { source: { kind: 'version', number: 999 }, name: 'oven' }),
      );
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'history.version-unknown']);
    });

    it('keeps a draft until the release key has signed it, also by the command line', async () => {
      const draft = keep(await hub.make('line'));
      assert.deepEqual([draft.state, draft.version], ['draft', 1]);
      const early = await hub.ask('GET', '/releases/line/1/bundle');
      assert.deepEqual([early.status, early.body.code], [409, 'fleet.release-draft']);
      assert.equal((await hub.ask('GET', '/releases/line/1/bundle?draft=true')).status, 200);
      const { envelope } = await hub.done<{ envelope: string }>('GET', '/releases/line/1/manifest');
      const unsigned = await hub.ask('PUT', '/releases/line/1/manifest', { envelope });
      assert.deepEqual([unsigned.status, unsigned.body.code], [422, 'release.unsigned']);
      const key = await openSealedKey(
        readFileSync(millwright('fleet', 'keys', 'release-key'), 'utf8'),
        passphrase,
      );
      const signed = addSignature(readEnvelopeOf(manifestDocument, envelope), key);
      const other = await hub.ask('PUT', '/releases/oven/1/manifest', { envelope: signed });
      assert.deepEqual([other.status, other.body.code], [409, 'fleet.release-not-asked']);
      const answer = keep(
        await hub.ask<{ state: string }>('PUT', '/releases/line/1/manifest', { envelope: signed }),
      );
      assert.deepEqual([answer.status, answer.body.state], [200, 'signed']);
      assert.ok((await hub.bundle('line', 1)).length > 0);
    });

    it('keeps environment values, secret ones without ever answering them', async () => {
      const set = (owner: object, ...values: object[]) =>
        hub.ask<{ values: EnvironmentValue[]; code?: string }>('PUT', '/values', { owner, values });
      const all = { kind: 'all' };
      const pin = { name: 'PIN', isSecret: true };
      const first = keep(
        await set(all, { ...pin, value: secrets.value }, { name: 'PLC', isSecret: false, value: '10.0.0.1' }),
      );
      assert.equal(first.status, 200, first.text);
      const kept = keep(await set(all, pin, { name: 'PLC', isSecret: false, value: '10.0.0.2' }));
      assert.deepEqual(kept.body.values, [
        { owner: all, ...pin },
        { owner: all, name: 'PLC', isSecret: false, value: '10.0.0.2' },
      ]);
      const plain = { isSecret: false, value: 'x' };
      for (const [owner, values, status, code] of [
        [all, [{ name: 'NODE_OPTIONS', ...plain }], 422, 'release.environment-reserved'],
        [all, [{ name: 'toString', ...plain }], 422, 'release.environment-name'],
        [all, [{ name: 'OTHER', isSecret: true }], 400, 'fleet.value-needed'],
        [
          all,
          [
            { name: 'A', ...plain },
            { name: 'A', ...plain },
          ],
          400,
          'fleet.value-twice',
        ],
        [{ kind: 'device', device: 'nobody' }, [{ name: 'A', ...plain }], 404, 'fleet.no-device'],
        [all, [{ name: 'A B', ...plain }], 400, 'request.invalid'],
      ] as const) {
        const refused = keep(await set(owner, ...values));
        assert.deepEqual([refused.status, refused.body.code], [status, code]);
      }
      const { values } = await hub.done<{ values: EnvironmentValue[] }>('GET', '/values');
      assert.equal(values.length, 2);
    });

    it('says what is wrong with a plan, a deploy or a release that is not there', async () => {
      const plan = await hub.plan('line', {
        source: { kind: 'release', release: { name: 'line', version: 1 } },
      });
      assert.deepEqual([plan.release.exists, plan.devices], [true, []]);
      for (const [method, path, body, status, code] of [
        ['POST', '/deploys', { plan: 'none' }, 404, 'fleet.no-plan'],
        ['POST', '/deploys', { plan: plan.id }, 409, 'fleet.no-receiver'],
        ['GET', '/deploys/none', undefined, 404, 'fleet.no-deploy'],
        ['GET', '/releases/none/1/manifest', undefined, 404, 'fleet.no-release'],
        ['DELETE', '/releases/none/1', undefined, 404, 'fleet.no-release'],
      ] as const) {
        const answer = keep(await hub.ask(method, path, body));
        assert.deepEqual([answer.status, answer.body.code], [status, code], path);
      }
      const { status } = await hub.ask('DELETE', '/releases/line/1');
      assert.equal(status, 204);
      assert.deepEqual(
        (await hub.releases()).map(({ name }) => name),
        ['oven'],
      );
    });

    it('is one again after a restart', async () => {
      await nodeRed.restart();
      const mode = await waitFor('the keys', async () => {
        const { hub: state } = await hub.done<FleetState>('GET', '/state');
        return state.keys.mode !== 'none' && state.keys.mode;
      });
      assert.equal(mode, 'sealed');
      assert.equal((await hub.releases()).length, 1);
    });

    it('has nothing secret in its database, its files, its answers and its log', async () => {
      const files = [
        ...readdirSync(millwright(), { withFileTypes: true }).filter(({ name }) => name.startsWith('fleet')),
        ...readdirSync(millwright('fleet'), { withFileTypes: true, recursive: true }),
      ].filter((entry) => entry.isFile());
      assert.ok(files.some(({ name }) => name === 'fleet.db') && files.length > 4);
      for (const secret of [passphrase, ...Object.values(secrets)]) {
        for (const { parentPath, name } of files)
          assert.equal(readFileSync(join(parentPath, name)).includes(secret), false, name);
        assert.equal(JSON.stringify(answers).includes(secret), false);
        assert.equal(nodeRed.log.includes(secret), false);
      }
    });
  });
}
