import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, targets } from '@millwright/testing';
import type { State } from '../../plugins/access/src/common/state.ts';
import { millwright } from '../cli/command.ts';
import { npmInstall, pack } from '../packing/install.ts';
import { AccessInstance, base, passwordOf, setUpCode } from './access.ts';
import { copyOfAccess, Secured } from './secure/secured.ts';

/** Makes an owner, logged in as whoever knows the code. */
async function becomeOwner({ nodeRed }: Secured, name: string): Promise<void> {
  const code = setUpCode(nodeRed);
  const token = await nodeRed.token('setup', code, '');
  const body = { code, owner: { name, password: passwordOf(name) } };
  const answer = await nodeRed.request('POST', `${base}/setup`, body, { token });
  assert.equal(answer.status, 200, answer.text);
}

for (const target of targets()) {
  // Installs and removes with npm, which takes a while.
  if (everything) {
    it(`access closes when it is removed, and the flows run: ${target.title}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'millwright-removed-'));
      const name = 'node-red-access-removed';
      const tarball = pack(await copyOfAccess(folder, name), folder);
      const prepare = (userDirectory: string): void => npmInstall(userDirectory, [tarball]);
      const secured = await Secured.start({ target, adminRoot: '/admin', prepare });
      const { nodeRed } = secured;
      try {
        await becomeOwner(secured, 'owner');
        const token = await new AccessInstance(nodeRed).token('owner');
        const live = secured.connect();
        const ended = once(live, 'close');
        await once(live, 'open');
        const removed = await nodeRed.request('DELETE', `/nodes/@millwright/${name}`, undefined, { token });
        assert.equal(removed.status, 204, removed.text);
        await ended;
        assert.equal((await nodeRed.request('GET', '/flows', undefined, { token })).status, 503);
        assert.equal(await secured.live(token), '503');
        assert.equal(await secured.line(), 'running');
      } finally {
        await secured.stop();
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  describe(`access with secure.cjs, ${target.title}`, () => {
    let secured: Secured;
    before(async () => {
      secured = await Secured.start({ target, only: ['node-red-access'], adminRoot: '/admin' });
    });
    after(() => secured?.stop());

    it('lets nobody in before there is an owner, but whoever knows the code', async () => {
      const { nodeRed } = secured;
      assert.match(nodeRed.log, /Nobody owns this Node-RED yet\. .* log in as `setup` with this code/);
      assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
      await assert.rejects(nodeRed.token('setup', '0000-0000-0000', ''), /403/);
      await becomeOwner(secured, 'owner');
      const access = new AccessInstance(nodeRed);
      assert.deepEqual(await access.state(), { phase: 'on', logIn: 'secure', problems: [] });
      await assert.rejects(nodeRed.token('setup', '0000-0000-0000', ''), /403/);
    });

    it('lets a new owner in when the former one cannot log in any more, and says that secure.cjs is of another time', async () => {
      const { nodeRed } = secured;
      const { userDirectory } = nodeRed;
      await nodeRed.halt();
      const asked = await millwright(['access', 'recover', '--user-dir', userDirectory, '--yes'], {
        node: target.node,
      });
      assert.deepEqual([asked.code, asked.err], [0, '']);
      await appendFile(join(userDirectory, 'millwright/secure.cjs'), '// of another time\n');
      await nodeRed.start();
      await becomeOwner(secured, 'olga');
      const access = new AccessInstance(nodeRed);
      const names = (await access.done<{ people: { name: string }[] }>('GET', '/people', undefined, 'olga'))
        .people;
      assert.deepEqual(names.map(({ name }) => name).sort(), ['olga', 'owner']);
      assert.equal(existsSync(join(userDirectory, 'millwright/access.recover')), false);
      const { problems } = await access.done<State>('GET', '/state', undefined, 'olga');
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['access.guard-outdated'],
      );
    });

    it('lets nobody in when what is kept is lost', async () => {
      const { nodeRed } = secured;
      const token = await nodeRed.token('olga', passwordOf('olga'), '');
      await nodeRed.halt();
      for (const end of ['', '-wal', '-shm'])
        await rm(join(nodeRed.userDirectory, `millwright/access.db${end}`), { force: true });
      await nodeRed.start();
      for (const as of [undefined, token])
        assert.ok(
          [401, 403, 503].includes((await nodeRed.request('GET', '/flows', undefined, { token: as })).status),
        );
      assert.notEqual(await secured.live(token), '{"auth":"ok"}');
      assert.equal(await secured.line(), 'running');
    });
  });
}
