import assert from 'node:assert/strict';
import type { Policy } from '@millwright/access';
import { everything, targets, waitFor } from '@millwright/testing';
import { Subscription } from '../runtime/subscription.ts';
import { type AccessInstance, startWithAccess } from './access.ts';

const withRole =
  (name: string) =>
  (policy: Policy): Policy => ({ ...policy, roles: [...policy.roles, { name, rules: [] }] });
const rolesOf = ({ roles }: Policy): readonly string[] => roles.map(({ name }) => name);

for (const target of targets()) {
  describe(`rules that are changed, ${target.title}`, () => {
    let access: AccessInstance;
    beforeEach(async () => {
      access = await startWithAccess({ target });
    });
    afterEach(() => access?.stop());

    it('are kept by revision, with who made them and why, and can be gone back to', async () => {
      const { nodeRed } = access;
      const heard = await Subscription.open(
        nodeRed,
        'millwright/access/changed',
        await access.token('owner'),
      );
      const changed = await access.changePolicy(withRole('night-shift'), { note: 'For the nights' });
      await heard.messages(1);
      assert.deepEqual([changed.revision, changed.by, changed.note], [3, 'owner', 'For the nights']);
      const stale = await access.request('PUT', '/policy', { policy: changed.policy, revision: 2 });
      assert.deepEqual([stale.status, stale.body.code], [409, 'access.policy-stale']);
      const broken = { ...changed.policy, bindings: [{ subject: { kind: 'everyone' }, role: 'gone' }] };
      const invalid = await access.request('PUT', '/policy', { policy: broken, revision: 3 });
      assert.deepEqual([invalid.status, invalid.body.code], [400, 'policy.invalid']);
      assert.deepEqual((await access.policy()).policy, changed.policy);
      const { policy: former, ...rest } = await access.done<{ policy: Policy }>('GET', '/policies/2');
      assert.ok(!rolesOf(former).includes('night-shift'));
      assert.deepEqual(rest, {});
      assert.equal((await access.request('GET', '/policies/9')).body.code, 'access.revision-unknown');
      const unknown = await access.request('POST', '/policy/revert', { revision: 3, to: 9 });
      assert.equal(unknown.body.code, 'access.revision-unknown');
      await access.done('POST', '/policy/revert', { revision: 3, to: 2 });
      const revisions = await access.revisions();
      assert.deepEqual(
        revisions.map(({ revision, by, revertedTo }) => [revision, by, revertedTo]),
        [
          [4, 'owner', 2],
          [3, 'owner', undefined],
          [2, 'owner', undefined],
          [1, undefined, undefined],
        ],
      );
      await nodeRed.restart();
      assert.deepEqual(await access.revisions(), revisions);
      assert.equal(rolesOf((await access.policy()).policy).includes('night-shift'), false);
      assert.equal((await access.request('GET', '/policies/2', undefined, 'viewer')).status, 403);
    });

    it('wait to be confirmed, and hold roles of people until then', async () => {
      const { pending, revision } = await access.changePolicy(withRole('night-shift'), { confirmWithin: 60 });
      assert.ok(pending && pending.revertsAt > Date.now());
      assert.equal(pending.revertsTo, 2);
      assert.deepEqual((await access.state()).pending, pending);
      const draft = { name: 'anna', password: 'anna has a sailing boat', roles: ['night-shift'] };
      assert.equal((await access.request('POST', '/people', draft)).body.code, 'access.pending');
      const stale = await access.request('POST', '/policy/confirm', { revision: revision - 1 });
      assert.equal(stale.body.code, 'access.policy-stale');
      await access.done('POST', '/policy/confirm', { revision });
      assert.equal((await access.state()).pending, undefined);
      await access.done('POST', '/people', draft);
    });

    if (everything)
      it('revert by themselves, also over a restart', async () => {
        await access.changePolicy(withRole('night-shift'), { confirmWithin: 5 });
        await access.nodeRed.restart();
        await waitFor('the rules to revert', async () => (await access.policy()).revision === 4);
        const [newest] = await access.revisions();
        assert.deepEqual([newest?.by, newest?.revertedTo], [undefined, 2]);
        assert.equal(rolesOf((await access.policy()).policy).includes('night-shift'), false);
        assert.equal((await access.state()).pending, undefined);
      });
  });
}
