import assert from 'node:assert/strict';
import { targets } from '@millwright/testing';
import { base } from './access.ts';
import { type Started, startBeside, ways } from './settings-people.ts';

for (const target of targets()) {
  for (const way of ways) {
    describe(`the last owner, with ${way.title}, ${target.title}`, () => {
      let started: Started;
      before(async () => {
        started = await startBeside(way, target);
      });
      after(() => started?.stop());

      const give = async (name: string, roles: readonly string[]): Promise<number> =>
        (await started.access.request('PATCH', `/people/${name}`, { roles })).status;

      it('is nobody who is not there', async () => {
        const { access } = started;
        assert.equal(await give('ownerr', ['owner']), 200);
        for (const odd of ['__proto__', 'setup', 'constructor']) await give(odd, ['owner']);
        const tries = [
          ['PATCH', { roles: ['viewer'] }],
          ['PATCH', { disabled: true }],
          ['DELETE', undefined],
        ] as const;
        for (const [method, body] of tries) {
          const refused = await access.request(method, '/people/owner', body);
          assert.equal(refused.body?.code, 'access.last-owner', `${method}: ${refused.text}`);
        }
        const { policy, revision } = await access.policy();
        const bindings = policy.bindings.filter(
          ({ subject }) => subject.kind !== 'user' || subject.name !== 'owner',
        );
        const put = await access.request('PUT', '/policy', { policy: { ...policy, bindings }, revision });
        assert.equal(put.body.code, 'access.last-owner');
      });

      if (way.users.length > 0) {
        it('may be somebody whom settings.js has', async () => {
          const { nodeRed } = started;
          assert.equal(await give('anna', ['owner']), 200);
          assert.equal(await give('owner', ['viewer']), 200);
          const as = { token: await nodeRed.token('anna', 'a') };
          const back = await nodeRed.request('PATCH', `${base}/people/owner`, { roles: ['owner'] }, as);
          assert.equal(back.status, 200, back.text);
        });
      }
    });
  }
}
