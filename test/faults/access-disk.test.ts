import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  everything,
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  requirePeer,
  startNodeRed,
  targets,
} from '@millwright/testing';
import { AccessInstance, base, passwordOf, setUpAccess } from '../access/access.ts';
import { fill } from './fill.ts';
import { inside, Namespace, seenBy } from './namespace.ts';

for (const target of everything ? targets() : []) {
  describe(`access and its disk, ${target.title}`, () => {
    let userDirectory: string;
    let namespace: Namespace | undefined;
    let nodeRed: NodeRedProcess;
    beforeEach(async () => {
      userDirectory = await makeUserDirectory({ only: ['node-red-access'] });
      await mkdir(join(userDirectory, 'millwright'), { mode: 0o700 });
    });
    afterEach(async () => {
      await nodeRed?.stop();
      await namespace?.remove();
      namespace = undefined;
      await removeUserDirectory(userDirectory);
    });

    /** `mount` sees Millwright's directory as `$DIRECTORY`. */
    const start = async (mount: string): Promise<void> => {
      const line = mount.replaceAll('$DIRECTORY', join(userDirectory, 'millwright'));
      namespace = await Namespace.make(target, line);
      nodeRed = await startNodeRed({ target: namespace.target, userDirectory });
    };
    const code = (): string =>
      readFileSync(seenBy(nodeRed, join(userDirectory, 'millwright/set-up-code')), 'utf8').trim();
    const anna = { name: 'anna', password: passwordOf('anna'), roles: ['viewer'] };
    const names = async (access: AccessInstance): Promise<readonly string[]> => {
      const { people } = await access.done<{ people: { name: string }[] }>('GET', '/people');
      return people.map(({ name }) => name);
    };

    it('full: what was decided holds, what cannot be written is refused and changes nothing', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=1m,mode=700 tmpfs "$DIRECTORY"');
      const access = await setUpAccess(nodeRed, { code: code() });
      await access.addPerson('bert', ['viewer']);
      const filler = seenBy(nodeRed, join(userDirectory, 'millwright/filler'));
      fill(filler);
      const refused = await access.request('POST', '/people', anna);
      assert.deepEqual([refused.status, refused.body.code], [503, 'store.disk-full']);
      const narrowed = await access.request('PATCH', '/people/bert', { roles: [] });
      assert.equal(narrowed.body.code, 'store.disk-full');
      assert.deepEqual(await names(access), ['bert', 'owner']);
      assert.equal((await access.policy()).policy.bindings.length, 2);
      const bert = await nodeRed.token('bert', passwordOf('bert'), '');
      assert.equal((await nodeRed.request('GET', '/flows', undefined, { token: bert })).status, 200);
      rmSync(filler);
      assert.equal((await access.request('POST', '/people', anna)).status, 200);
      assert.deepEqual(await names(access), ['anna', 'bert', 'owner']);
    });

    it('full before the set-up: everything stays as it was', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=1m,mode=700 tmpfs "$DIRECTORY"');
      const filler = seenBy(nodeRed, join(userDirectory, 'millwright/filler'));
      fill(filler);
      await assert.rejects(setUpAccess(nodeRed, { code: code() }), /503.*store\.disk-full/);
      assert.equal((await nodeRed.deploy([])).status, 200);
      const { body } = await nodeRed.request<object>('GET', `${base}/state`);
      assert.deepEqual(body, { phase: 'off', logIn: 'none', problems: [] });
      rmSync(filler);
      const access = await setUpAccess(nodeRed, { code: code() });
      assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      assert.deepEqual(await names(access), ['owner']);
    });

    it('read-only: rules hold, changes are refused, until it can be written again', async function () {
      requirePeer(this, 'unshare');
      nodeRed = await startNodeRed({ target, userDirectory });
      const token = await (await setUpAccess(nodeRed)).token('owner');
      await nodeRed.halt();
      await start('mount --bind "$DIRECTORY" "$DIRECTORY" && mount -o remount,ro,bind "$DIRECTORY"');
      const access = new AccessInstance(nodeRed);
      assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      assert.equal((await nodeRed.request('GET', '/flows', undefined, { token })).status, 200);
      const { problems } = await access.state();
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['store.not-writable'],
      );
      const refused = await access.request('POST', '/people', anna);
      assert.deepEqual([refused.status, refused.body.code], [503, 'store.not-writable']);
      inside(nodeRed, `mount -o remount,rw,bind "${join(userDirectory, 'millwright')}"`);
      assert.equal((await access.request('POST', '/people', anna)).status, 200);
      assert.deepEqual((await access.state()).problems, []);
    });
  });
}
