import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { everything, targets } from '@millwright/testing';
import { type AccessInstance, setUpAccess, setUpCode, startWithAccess } from './access.ts';

const endpoint = [
  { id: 't', type: 'tab', label: 'Oven' },
  { id: 'i', type: 'http in', z: 't', url: '/temperature', method: 'get', x: 1, y: 1, wires: [['o']] },
  { id: 'o', type: 'http response', z: 't', x: 1, y: 1, wires: [] },
];

for (const target of targets()) {
  describe(`access.db, ${target.title}`, () => {
    let access: AccessInstance;
    let directory: string;
    let backup: string;
    let token: string;
    before(async () => {
      access = await startWithAccess({ target, flows: endpoint });
      token = await access.token('owner');
      directory = join(access.nodeRed.userDirectory, 'millwright');
      await access.nodeRed.halt();
      backup = mkdtempSync(join(tmpdir(), 'millwright-backup-'));
      copyFileSync(join(directory, 'access.db'), join(backup, 'access.db'));
    });
    after(async () => {
      await access?.stop();
      rmSync(backup, { recursive: true });
    });

    const remove = (): void => {
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(directory, `access.db${suffix}`), { force: true });
    };
    const putBack = (): void => {
      remove();
      copyFileSync(join(backup, 'access.db'), join(directory, 'access.db'));
    };
    /** Starts over what lies in the directory, and sees that nobody is let in while the flows run. */
    const isClosed = async (code: string): Promise<void> => {
      const from = access.nodeRed.log.length;
      await access.nodeRed.restart();
      const { nodeRed } = access;
      for (const given of [undefined, token])
        for (const [method, path] of [
          ['GET', '/flows'],
          ['POST', '/flows'],
          ['GET', '/millwright/access/people'],
          ['POST', '/nodes'],
        ] as const) {
          const { status } = await nodeRed.request(method, path, method === 'POST' ? [] : undefined, {
            token: given,
          });
          assert.ok([401, 403].includes(status), `${method} ${path}: ${status}`);
        }
      assert.equal((await fetch(`${nodeRed.url}/temperature`)).status, 200);
      assert.match(nodeRed.log.slice(from), new RegExp(`\\(${code}\\)`));
    };
    const isOpen = async (): Promise<void> => {
      await access.nodeRed.restart();
      assert.equal((await access.nodeRed.request('GET', '/flows', undefined, { token })).status, 200);
      assert.deepEqual((await access.state()).problems, []);
    };

    it('that is damaged lets nobody in, is set aside, and can be put back', async () => {
      writeFileSync(join(directory, 'access.db'), Buffer.alloc(8192, 'x'));
      await isClosed('access.lost');
      const aside = readdirSync(directory).filter((name) => /^access\.damaged-.*\.db$/.test(name));
      assert.equal(aside.length, 1);
      assert.ok(readFileSync(join(directory, aside[0] ?? '')).equals(Buffer.alloc(8192, 'x')));
      await isClosed('access.lost');
      await access.nodeRed.halt();
      putBack();
      await isOpen();
    });

    if (everything)
      it('that is gone lets nobody in', async () => {
        await access.nodeRed.halt();
        remove();
        await isClosed('access.lost');
        await access.nodeRed.halt();
        putBack();
        await isOpen();
      });

    if (everything)
      it('of another program lets nobody in, and is left as it is', async () => {
        await access.nodeRed.halt();
        remove();
        const other = new DatabaseSync(join(directory, 'access.db'));
        other.exec('create table x (y); pragma application_id = 7');
        other.close();
        const before = readFileSync(join(directory, 'access.db'));
        await isClosed('access.unavailable');
        assert.ok(readFileSync(join(directory, 'access.db')).equals(before));
        await access.nodeRed.halt();
        putBack();
        await isOpen();
      });

    if (everything)
      it('with rules that nobody understands lets nobody in, and keeps them', async () => {
        await access.nodeRed.halt();
        const database = new DatabaseSync(join(directory, 'access.db'));
        database.exec(`update revision set policy = '{"format":7}'`);
        database.close();
        await isClosed('access.policy-damaged');
        await access.nodeRed.halt();
        putBack();
        await isOpen();
      });

    it('can be begun anew by whoever may write into the folder', async () => {
      await access.nodeRed.halt();
      remove();
      writeFileSync(join(directory, 'access.recover'), '');
      await isClosed('access.lost');
      const { nodeRed } = access;
      const guest = await nodeRed.token('setup', setUpCode(nodeRed), '');
      assert.equal((await nodeRed.request('GET', '/flows', undefined, { token: guest })).status, 200);
      assert.ok([401, 403].includes((await nodeRed.deploy([], { token: guest })).status));
      const again = await setUpAccess(nodeRed, { token: guest });
      assert.match(nodeRed.log, /Access is being recovered: .* log in as `setup` with this code/);
      assert.match(nodeRed.log, /owner owns this Node-RED: a local user/);
      assert.deepEqual((await again.state()).problems, []);
      assert.equal((await nodeRed.request('GET', '/flows', undefined, { token: guest })).status, 401);
      assert.equal(existsSync(join(directory, 'access.recover')), false);
      await nodeRed.restart();
      assert.equal((await nodeRed.deploy(endpoint, { token: await again.logInAgain('owner') })).status, 200);
    });
  });
}
