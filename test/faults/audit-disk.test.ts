import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
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
  waitFor,
} from '@millwright/testing';
import { AuditClient } from '../audit/client.ts';
import { verdictOf } from '../audit/verdict.ts';
import { endpoint } from '../runtime/flows.ts';
import { fill } from './fill.ts';
import { inside, Namespace, seenBy } from './namespace.ts';

const flows = endpoint('/line', 'running');
const named = (name: string) => [...flows, { id: 'x', type: 'tab', label: name }];

for (const target of everything ? targets() : []) {
  describe(`audit and its disk, ${target.title}`, () => {
    let userDirectory: string;
    let namespace: Namespace | undefined;
    let nodeRed: NodeRedProcess;
    let audit: AuditClient;
    /** Revisions that a deploy was answered with. */
    let answered: string[];

    beforeEach(async () => {
      answered = [];
      userDirectory = await makeUserDirectory({ flows, only: ['node-red-audit'] });
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
      audit = new AuditClient(nodeRed);
    };
    const inMillwright = (name: string): string => seenBy(nodeRed, join(userDirectory, 'millwright', name));
    const deployed = async (name: string): Promise<void> => {
      const { status, text, body } = await nodeRed.deploy(named(name));
      assert.equal(status, 200, text);
      answered.push(body.rev);
    };
    /** A change is refused and nothing of it done, what only reads is answered, and the flows run on. */
    const refused = async (name: string): Promise<void> => {
      const { rev } = await nodeRed.flows();
      const answer = await nodeRed.deploy(named(name));
      assert.deepEqual([answer.status, answer.body.code], [503, 'audit.not-recorded'], answer.text);
      assert.equal((await nodeRed.flows()).rev, rev);
      assert.equal(await (await fetch(`${nodeRed.url}/line`)).text(), 'running');
    };
    const count = async (): Promise<void> => {
      const settings = await audit.settings();
      await audit.setSettings({ ...settings, whenUnwritable: { change: 'count', read: 'count' } });
    };
    const failing = (code: string) =>
      waitFor(`health to say ${code}`, async () => {
        const { state, notices } = await audit.health();
        return state === 'failing' && notices.some((notice) => notice.code === code);
      });
    /** It is tried again every few seconds. */
    const well = () =>
      waitFor('health to be well', async () => (await audit.health()).state === 'well', { deadline: 20_000 });
    /** Once it can be written again: the gap is told, and each deploy that was answered is an event. */
    const recovered = async (): Promise<void> => {
      await waitFor('the gap to be told', async () => (await audit.events({ name: 'audit.gap' })).length > 0);
      const deploys = await audit.all({ name: 'flows.deploy', outcomes: 'success' });
      const known = new Set(deploys.map(({ after }) => after));
      assert.deepEqual(
        answered.filter((rev) => !known.has(rev)),
        [],
      );
      const { note } = await audit.checkpoint();
      const { result, faults } = verdictOf(inMillwright('audit.db'), [note]);
      assert.equal(result, 'ok', JSON.stringify(faults));
    };

    it('full: changes are refused, flows run on; with space again nothing that was answered is missing', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=8m,mode=700 tmpfs "$DIRECTORY"');
      await deployed('one');
      fill(inMillwright('filler'));
      await refused('two');
      await failing('store.disk-full');
      await refused('three');
      rmSync(inMillwright('filler'));
      await well();
      await deployed('four');
      await recovered();
    });

    it('full, where what is lost is only counted: changes go on', async function () {
      requirePeer(this, 'unshare');
      await start('mount -t tmpfs -o size=8m,mode=700 tmpfs "$DIRECTORY"');
      await count();
      fill(inMillwright('filler'));
      assert.equal((await nodeRed.deploy(named('not recorded'))).status, 200);
      await failing('store.disk-full');
      assert.ok((await audit.health()).lost > 0);
      rmSync(inMillwright('filler'));
      await well();
      await deployed('two');
      await recovered();
    });

    it('full from the start: Node-RED runs, changes are refused until there is space', async function () {
      requirePeer(this, 'unshare');
      await start(
        'mount -t tmpfs -o size=8m,mode=700 tmpfs "$DIRECTORY" && { cat /dev/zero > "$DIRECTORY/filler" || true; } 2>/dev/null',
      );
      await failing('store.disk-full');
      await refused('one');
      rmSync(inMillwright('filler'));
      await well();
      await deployed('two');
      await recovered();
    });

    it('read-only: what there is can be read and checked, changes are refused until it can be written', async function () {
      requirePeer(this, 'unshare');
      nodeRed = await startNodeRed({ target, userDirectory });
      audit = new AuditClient(nodeRed);
      await deployed('one');
      await nodeRed.halt();
      await start('mount --bind "$DIRECTORY" "$DIRECTORY" && mount -o remount,ro,bind "$DIRECTORY"');
      assert.throws(() => writeFileSync(inMillwright('plain'), 'x'), { code: 'EROFS' });
      await failing('store.not-writable');
      assert.ok((await audit.events({ name: 'flows.deploy' })).length > 0);
      await refused('two');
      inside(nodeRed, `mount -o remount,rw,bind "${join(userDirectory, 'millwright')}"`);
      await well();
      await deployed('three');
      await recovered();
    });
  });
}
