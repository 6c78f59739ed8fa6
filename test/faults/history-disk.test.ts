import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  requirePeer,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { defaultSettings } from '../../plugins/history/src/common/settings.ts';
import { base, HistoryClient, type Refusal, startWithHistory } from '../history/client.ts';
import { fill } from './fill.ts';
import { inside, Namespace, seenBy } from './namespace.ts';

const tab = { id: 't', type: 'tab', label: 'Oven' };
const named = (name: string) => [tab, { id: 'n', type: 'comment', z: 't', name, x: 1, y: 1, wires: [] }];

for (const target of targets()) {
  describe(`history and its disk, ${target.title}`, () => {
    let userDirectory: string;
    let namespace: Namespace | undefined;
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;

    /** `mount` sees the user directory as `$DIRECTORY`. */
    const start = async (mount: string, prepare?: () => Promise<void>): Promise<void> => {
      userDirectory = await makeUserDirectory({ flows: named('one'), only: ['node-red-history'] });
      await mkdir(join(userDirectory, 'millwright'), { mode: 0o700 });
      await prepare?.();
      namespace = await Namespace.make(target, mount.replaceAll('$DIRECTORY', userDirectory));
      nodeRed = await startNodeRed({ target: namespace.target, userDirectory });
      history = new HistoryClient(nodeRed);
    };
    afterEach(async () => {
      await nodeRed?.stop();
      await namespace?.remove();
      namespace = undefined;
      if (userDirectory) await removeUserDirectory(userDirectory);
      userDirectory = '';
    });

    /** Makes what Node-RED and history need to find in a directory that they cannot write to. */
    const firstRun = async (then: () => Promise<void> = async () => undefined): Promise<void> => {
      nodeRed = await startNodeRed({ target, userDirectory });
      await new HistoryClient(nodeRed).reaches(1);
      await then();
      await nodeRed.halt();
    };

    const ownFile = (name: string) => join(userDirectory, 'millwright', name);
    const degraded = (code: string) =>
      waitFor(`health to say ${code}`, async () => {
        const { state, reason } = await history.health();
        return state === 'degraded' && reason?.code === code && reason;
      });
    const numbers = async () => (await history.versions()).map(({ number }) => number);
    const deployed = async (name: string) => {
      const { status, text } = await nodeRed.deploy(named(name));
      assert.equal(status, 200, text);
      assert.match(JSON.stringify(await nodeRed.flows()), new RegExp(name));
    };

    it('full: deploys go on and people are told; with space again, all is kept again', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=1m,mode=700 tmpfs "$DIRECTORY/millwright"');
      await history.reaches(1);
      const filler = seenBy(nodeRed, ownFile('filler'));
      fill(filler);
      assert.throws(() => writeFileSync(seenBy(nodeRed, ownFile('plain')), 'x'.repeat(4096)), {
        code: 'ENOSPC',
      });

      const from = nodeRed.log.length;
      await deployed('two');
      assert.match((await degraded('store.disk-full')).message, /history\.db is full: free some space/);
      await nodeRed.waitForLog(/\[error\] \[millwright\/history\] The disk of .*history\.db is full/, {
        from,
      });
      await nodeRed.waitForLog(/\[warn\] \[millwright\/history\] flows\.deploy by .*\(store\.disk-full/, {
        from,
      });
      await deployed('three');
      assert.deepEqual(
        (await history.versions()).map(({ number, state }) => [number, state]),
        [[1, 'old']],
      );
      assert.equal(
        nodeRed.log.slice(from).match(/\[error\] \[millwright\/history\]/g)?.length,
        1,
        'told once',
      );
      assert.equal((await history.restore(1)).status, 503);

      rmSync(filler);
      await deployed('four');
      const newest = await history.newest();
      assert.equal(newest.rev, (await nodeRed.flows()).rev);
      assert.equal(newest.operation, 'flows.deploy');
      assert.equal((await history.health()).state, 'ok');
      for (const { number } of await history.versions()) await history.details(number);
      assert.equal((await history.restore(1)).status, 200);
    });

    it('full, then not: what was deployed meanwhile is kept without another deploy', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=1m,mode=700 tmpfs "$DIRECTORY/millwright"');
      await history.reaches(1);
      const filler = seenBy(nodeRed, ownFile('filler'));
      fill(filler);
      await deployed('two');
      await degraded('store.disk-full');
      rmSync(filler);
      const newest = await waitFor(
        'a version',
        async () => {
          const version = await history.newest();
          return version.number > 1 && version;
        },
        { deadline: 20_000 },
      );
      assert.equal(newest.rev, (await nodeRed.flows()).rev);
      assert.equal((await history.health()).state, 'ok');
    });

    it('full from the start: Node-RED runs, deploys go on', async function () {
      requirePeer(this, 'unshare');
      await start(
        'mount -t tmpfs -o size=1m,mode=700 tmpfs "$DIRECTORY/millwright" && { cat /dev/zero > "$DIRECTORY/millwright/filler" || true; } 2>/dev/null',
      );
      assert.throws(() => writeFileSync(seenBy(nodeRed, ownFile('plain')), 'x'.repeat(4096)), {
        code: 'ENOSPC',
      });
      await degraded('store.disk-full');
      await deployed('two');
      rmSync(seenBy(nodeRed, ownFile('filler')));
      await deployed('three');
      assert.equal((await history.newest()).rev, (await nodeRed.flows()).rev);
      assert.equal((await history.health()).state, 'ok');
    });

    it('read-only: deploys go on and people are told; writable again, all is kept again', async function () {
      requirePeer(this, 'unshare');
      await start(
        'mount --bind "$DIRECTORY/millwright" "$DIRECTORY/millwright" && mount -o remount,ro,bind "$DIRECTORY/millwright"',
        () => firstRun(),
      );
      assert.throws(() => writeFileSync(seenBy(nodeRed, ownFile('plain')), 'x'), { code: 'EROFS' });
      await degraded('store.not-writable');
      assert.deepEqual(await numbers(), [1], 'what can be read is shown');
      await history.details(1);
      await deployed('two');
      await nodeRed.waitForLog(/\[warn\] \[millwright\/history\] flows\.deploy by .*\(store\.not-writable/);
      inside(nodeRed, `mount -o remount,rw,bind "${userDirectory}/millwright"`);
      await deployed('three');
      assert.deepEqual(await numbers(), [3, 2, 1], 'also what ran in between');
      assert.equal((await history.newest()).rev, (await nodeRed.flows()).rev);
      assert.equal((await history.health()).state, 'ok');
      await history.details(1);
    });

    it('as read-only as its whole user directory: Node-RED runs, history says why it keeps nothing', async function () {
      requirePeer(this, 'unshare');
      await start('mount --bind "$DIRECTORY" "$DIRECTORY" && mount -o remount,ro,bind "$DIRECTORY"', () =>
        firstRun(),
      );
      assert.throws(() => writeFileSync(seenBy(nodeRed, join(userDirectory, 'plain')), 'x'), {
        code: 'EROFS',
      });
      const { message } = await degraded('store.not-writable');
      assert.match(message, /history\.db cannot be written/);
      assert.match(nodeRed.log, /\[error\] \[millwright\/history\] .*store\.not-writable/);
      assert.equal((await nodeRed.flows()).flows.length, 2);
      assert.deepEqual(await numbers(), [1]);
      await history.details(1);
    });

    /** Every road on which flows are written, refused without a trace. */
    const refused = async (because: RegExp): Promise<void> => {
      const before = await nodeRed.flows();
      const file = readFileSync(join(userDirectory, 'flows.json'), 'utf8');
      for (const answer of [
        await nodeRed.deploy(named('refused')),
        await nodeRed.deploy(named('refused'), { type: 'nodes' }),
        await nodeRed.request<Refusal>('POST', '/flow', { label: 'refused', nodes: [] }),
        await nodeRed.request<Refusal>('DELETE', '/flow/t'),
      ]) {
        assert.deepEqual([answer.status, answer.body.code], [503, 'history.not-kept'], answer.text);
        assert.match(answer.body.message ?? '', because);
      }
      assert.deepEqual(await nodeRed.flows(), before);
      assert.equal(readFileSync(join(userDirectory, 'flows.json'), 'utf8'), file);
    };
    const refuse = async (): Promise<void> => {
      const settings = { ...defaultSettings, whenNotKept: 'refuse' };
      const { status, text } = await nodeRed.request('PUT', `${base}/settings`, settings);
      assert.equal(status, 200, text);
    };

    it('full, where nothing may go on without its version: deploys are refused until there is space', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=1m,mode=700 tmpfs "$DIRECTORY/millwright"');
      await history.reaches(1);
      await refuse();
      const filler = seenBy(nodeRed, ownFile('filler'));
      fill(filler);
      await refused(/history\.db is full/);
      rmSync(filler);
      await deployed('two');
      assert.equal((await history.newest()).rev, (await nodeRed.flows()).rev);
      assert.deepEqual(await numbers(), [2, 1]);
      assert.equal((await history.health()).state, 'ok');
    });

    it('read-only, where nothing may go on without its version: the settings hold all the same', async function () {
      requirePeer(this, 'unshare');
      await start(
        'mount --bind "$DIRECTORY/millwright" "$DIRECTORY/millwright" && mount -o remount,ro,bind "$DIRECTORY/millwright"',
        () => firstRun(refuse),
      );
      await degraded('store.not-writable');
      await refused(/history\.db cannot be written/);
      inside(nodeRed, `mount -o remount,rw,bind "${userDirectory}/millwright"`);
      await deployed('two');
      assert.deepEqual(await numbers(), [2, 1]);
    });

    it('with a broken file: it is set aside, not deleted, and a new history begun', async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: named('one') }));
      userDirectory = nodeRed.userDirectory;
      await deployed('two');
      await nodeRed.halt();
      writeFileSync(ownFile('history.db'), Buffer.alloc(100_000, 'not a database '));
      await nodeRed.start();
      await history.reaches(1);
      const { code, message } = await degraded('history.set-aside');
      const [aside = ''] = readdirSync(join(userDirectory, 'millwright')).filter((name) =>
        name.includes('damaged'),
      );
      assert.ok(message.includes(aside), `${code}: ${message}`);
      assert.equal(readFileSync(ownFile(aside), 'latin1').startsWith('not a database'), true);
      assert.equal(statSync(ownFile('history.db')).mode & 0o777, 0o600);
      assert.match(nodeRed.log, /\[warn\] \[millwright\/history\] A damaged history was set aside/);
      await deployed('three');
      assert.deepEqual(await numbers(), [2, 1]);
      assert.equal((await history.restore(1)).status, 200);
    });
  });
}
