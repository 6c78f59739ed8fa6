import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, targets, waitFor } from '@millwright/testing';
import { Device, Driver, revisionOf, tab } from './device.ts';
import { decryptCredentials } from './node-red-credentials.ts';

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
/** Milliseconds: by then a release has come through. */
const longest = 2500;

const flows = [
  tab('with a secret'),
  // The driver tells the secret of a node of this id.
  { id: 'kiln', type: 'mqtt-broker', name: '', broker: '127.0.0.1', port: '1', autoConnect: false },
];

for (const target of targets()) {
  describe(`a fresh device that makes its own key for credentials, ${target.title} (SEED=${seed})`, () => {
    const driver = new Driver();
    let device: Device | undefined;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(() => device?.remove());

    it('opens them after it was killed at any moment of its first release', async function () {
      const rounds = count('fleet_keys', { quick: 2, full: 6 });
      this.timeout(rounds * 60_000);
      let drawn = seed;
      for (let round = 0; round < rounds; round += 1) {
        await device?.remove();
        device = await Device.make(target, driver, {
          credentialSecret: undefined,
          heavyNodes: ['mqtt-broker'],
        });
        await device.nodeRed.start();
        await device.begin();
        await device.release('first', { flows, credentials: { kiln: { secret: 'PLANTED' } } });
        const job = await device.want('first');
        drawn = (drawn * 48_271) % 2_147_483_647;
        await sleep((drawn / 2_147_483_647) * longest);
        await device.nodeRed.kill();
        await device.nodeRed.start();
        // A wish that the journal did not have yet when the process was killed is repeated by its hub.
        const { state } = await device.look();
        const jobs = [state?.work?.desired, state?.next, ...(state?.outcomes ?? [])].map((each) => each?.job);
        const isKnown = jobs.includes(job);
        const outcome = await device.outcome(isKnown ? job : await device.want('first'));
        assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
        await device.nodeRed.restart();
        const looked = await waitFor('the flows', async () => {
          const now = await device?.look();
          return now?.rev === revisionOf(flows) && now;
        });
        assert.equal(looked.secret, 'PLANTED', `round ${round}`);
        const own = await readFile(join(device.userDirectory, '.config.runtime.json'), 'utf8');
        const text = await readFile(join(device.userDirectory, 'flows_cred.json'), 'utf8');
        const opened = decryptCredentials(text, JSON.parse(own)['_credentialSecret']);
        assert.deepEqual(opened, { kiln: { secret: 'PLANTED' } });
      }
    });
  });
}
