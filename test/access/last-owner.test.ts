import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { type AccessInstance, setUpAccess, setUpCode } from './access.ts';
import { anna, Secured } from './secure/secured.ts';

const only = ['node-red-access'];

interface Way {
  readonly title: string;
  /** Whom `settings.js` has. */
  readonly users: readonly (typeof anna)[];
  readonly isSecure: boolean;
}

const ways: readonly Way[] = [
  { title: 'adminAuth in settings.js', users: [anna], isSecure: false },
  { title: 'secure.cjs and adminAuth', users: [anna], isSecure: true },
  { title: 'secure.cjs alone', users: [], isSecure: true },
];

for (const target of targets()) {
  for (const { title, users, isSecure } of ways) {
    describe(`the last owner, with ${title}, ${target.title}`, () => {
      let nodeRed: NodeRedProcess;
      let stop: () => Promise<void>;
      let access: AccessInstance;
      before(async () => {
        const options = { target, only, ...(users.length > 0 ? { users } : {}) };
        const secured = isSecure ? await Secured.start({ ...options, without: [] }) : undefined;
        nodeRed = secured?.nodeRed ?? (await startNodeRed(options));
        stop = () => (secured ?? nodeRed).stop();
        const token =
          users.length > 0
            ? await nodeRed.token('anna', 'a')
            : await nodeRed.token('setup', setUpCode(nodeRed), '');
        access = await setUpAccess(nodeRed, { token });
      });
      after(() => stop?.());

      const give = async (name: string, roles: readonly string[]): Promise<number> =>
        (await access.request('PATCH', `/people/${name}`, { roles })).status;

      it('is nobody who is not there', async () => {
        for (const name of ['ownerr', '__proto__', 'setup', 'constructor'])
          assert.ok([200, 422].includes(await give(name, ['owner'])), name);
        for (const [method, body] of [
          ['PATCH', { roles: ['viewer'] }],
          ['PATCH', { disabled: true }],
          ['DELETE', undefined],
        ] as const) {
          const refused = await access.request(method, '/people/owner', body);
          assert.equal(refused.body.code, 'access.last-owner', `${method}: ${refused.text}`);
        }
        const { policy, revision } = await access.policy();
        const bindings = policy.bindings.filter(
          ({ subject }) => subject.kind !== 'user' || subject.name !== 'owner',
        );
        const put = await access.request('PUT', '/policy', { policy: { ...policy, bindings }, revision });
        assert.equal(put.body.code, 'access.last-owner');
      });

      if (users.length > 0)
        it('may be somebody whom settings.js has', async () => {
          assert.equal(await give('anna', ['owner']), 200);
          assert.equal(await give('owner', ['viewer']), 200);
          const options = { token: await nodeRed.token('anna', 'a') };
          const back = await nodeRed.request(
            'PATCH',
            '/millwright/access/people/owner',
            { roles: ['owner'] },
            options,
          );
          assert.equal(back.status, 200, back.text);
        });
    });
  }
}
