import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everything, targets, waitFor } from '@millwright/testing';
import { Device, Driver, revisionOf, tab } from './device.ts';

for (const target of targets()) {
  describe(`a device and its start, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    let journal: string;
    before(() => driver.build());
    after(() => driver.remove());
    beforeEach(async () => {
      device = await Device.make(target, driver, { flows: [tab('old')] });
      journal = join(device.userDirectory, 'millwright/fleet/device/journal.json');
      await device.nodeRed.start();
      await device.begin();
      await device.release('new', { flows: [tab('new')] });
    });
    afterEach(() => device?.remove());

    const changeJournal = async (change: (state: Record<string, unknown>) => object): Promise<void> =>
      writeFile(journal, JSON.stringify(change(JSON.parse(await readFile(journal, 'utf8')))));

    it('in order is no sign of a crash', async () => {
      const outcome = await device.outcome(await device.want('new'));
      assert.equal(outcome.result, 'committed');
      await device.nodeRed.halt();
      assert.equal(JSON.parse(await readFile(journal, 'utf8')).ended, true);
      await device.nodeRed.start();
      const { state, rev } = await device.look();
      assert.deepEqual([state?.ended, state?.committed?.rev, rev], [false, rev, revisionOf([tab('new')])]);
    });

    // It has to run for a minute.
    if (everything)
      it('after all versions are lost runs what lies there, and says so', async function () {
        this.timeout(150_000);
        await device.release('long', { flows: [tab('long')], health: { windowSeconds: 120 } });
        const job = await device.want('long');
        await waitFor('watching', async () => (await device.look()).state?.work?.phase === 'watching');
        await device.nodeRed.kill();
        await device.loseSlots();
        await device.nodeRed.start();
        assert.equal((await device.look()).rev, revisionOf([tab('long')]));
        const { result, error } = await device.outcome(job, 90_000);
        assert.deepEqual([result, error?.code], ['failed', 'rollout.nothing-to-go-back-to']);
        const { state, rev } = await device.look();
        assert.deepEqual([state?.rest, rev], ['idle', revisionOf([tab('long')])]);
        assert.equal((await device.outcome(await device.want('new'))).result, 'committed');
      });

    it('after all versions are lost in the middle of a switch stops the flows', async () => {
      await device.release('long', { flows: [tab('long')], health: { windowSeconds: 120 } });
      const job = await device.want('long');
      await waitFor('watching', async () => (await device.look()).state?.work?.phase === 'watching');
      await device.nodeRed.kill();
      await device.loseSlots();
      await device.leaveHalfWay();
      await device.nodeRed.start();
      assert.equal((await device.outcome(job)).result, 'failed-safe');
      assert.equal((await device.look()).state?.rest, 'safe');
    });

    it('with a damaged journal leaves everything as it is, and begins nothing by itself', async () => {
      await device.nodeRed.halt();
      await writeFile(journal, '{"format":1,"turn":');
      await device.nodeRed.start();
      const { state, trouble, rev } = await device.look();
      assert.deepEqual([state, trouble?.code], [undefined, 'rollout.journal-damaged']);
      assert.equal(rev, revisionOf([tab('old')]));
      assert.equal(await readFile(journal, 'utf8'), '{"format":1,"turn":');
      assert.match(device.nodeRed.log, /The journal of this device cannot be read/);
      await device.begin();
      assert.equal((await device.look()).state?.turn, 1);
    });

    it('in the middle of a switch is held until that is repaired', async () => {
      const outcome = await device.outcome(await device.want('new'));
      assert.equal(outcome.result, 'committed');
      await waitFor('that to be on the disk', async () => (await device.journal()).work === undefined);
      await device.nodeRed.kill();
      await changeJournal((state) => ({
        ...state,
        work: {
          phase: 'rolling-back',
          attempt: 0,
          pausing: false,
          transitions: 0,
          target: state['committed'],
          restart: false,
          health: { windowSeconds: 1 },
          floor: 0,
          ladder: [state['committed']],
          starts: 0,
          held: false,
        },
      }));
      // Half of the one, half of the other.
      await writeFile(join(device.userDirectory, 'flows.json'), JSON.stringify([tab('half')]));
      await device.nodeRed.start();
      await waitFor('rest', async () => (await device.look()).state?.work === undefined);
      assert.equal((await device.look()).rev, revisionOf([tab('new')]));
      assert.deepEqual(await device.flowsOnDisk(), [tab('new')]);
      const starts = device.nodeRed.log.match(/Started flows/g)?.length;
      assert.equal(starts, 2, 'at the first start and now: never the half');
    });

    it('with flows stopped lets people in, and what they start goes on once they approve', async () => {
      await device.nodeRed.halt();
      await changeJournal((state) => ({ ...state, rest: 'safe' }));
      await device.nodeRed.start();
      assert.match(device.nodeRed.log, /safe mode/i);
      assert.equal((await device.look()).state?.rest, 'safe');
      assert.equal((await device.nodeRed.deploy([tab('mended')])).status, 200);
      const rev = revisionOf([tab('mended')]);
      await waitFor('the flows to run', async () => (await device.look()).rev === rev);
      await device.tell({ kind: 'approved', rev });
      await waitFor('rest', async () => (await device.look()).state?.rest === 'idle');
      await device.nodeRed.restart();
      assert.equal((await device.look()).rev, rev);
    });
  });
}
