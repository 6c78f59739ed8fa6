import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, targets, waitFor } from '@millwright/testing';
import { Device, Driver, kilnFlows, type Looked, revisionOf, writeKiln } from './device.ts';

/** As in other tests that are repeated by `SEED=`: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each version has other flows, other credentials and another module. */
const versions = ['1.0.0', '2.0.0'] as const;
const secretOf = (version: string): string => `secret of ${version}`;
/** What comes of a deploy that nobody kills takes some seconds, of which the switch is in the second half. */
const longest = 4000;

const all = targets();
for (const target of all) {
  describe(`a device that is killed over a deploy, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    before(async () => {
      await driver.build();
      device = await Device.make(target, driver, {
        flows: kilnFlows('1.0.0'),
        environment: { MILLWRIGHT_RESTART: 'exit' },
      });
      await writeKiln(join(device.userDirectory, 'node_modules'), '1.0.0');
      await device.nodeRed.start();
      await device.begin();
      for (const version of versions)
        await device.release(version, {
          flows: kilnFlows(version),
          kiln: version,
          credentials: { kiln: { secret: secretOf(version) } },
        });
    });
    after(async () => {
      await device?.remove();
      await driver.remove();
    });

    /** Never two at once: they would share a disk. */
    let starting: Promise<unknown> | undefined;
    const keepStarted = (): void => {
      if (starting || device.nodeRed.isRunning) return;
      starting = device.nodeRed
        .start()
        .catch(() => {})
        .finally(() => {
          starting = undefined;
        });
    };

    /** Starts it, again and again as whoever restarts it would, until it is up. */
    const up = async (): Promise<Looked> =>
      waitFor(
        'the device to be up',
        async () => {
          keepStarted();
          await starting;
          return device.nodeRed.isRunning && device.look().catch(() => undefined);
        },
        { deadline: 60_000, every: 100 },
      );

    /** The version of what runs, all of it. */
    const versionOf = ({ rev, secret, module }: Looked): string => {
      const version = versions.find((each) => revisionOf(kilnFlows(each)) === rev);
      assert.ok(version, `it runs a revision of nobody, ${rev}`);
      assert.deepEqual({ secret, module }, { secret: secretOf(version), module: version });
      return version;
    };

    const settle = async (): Promise<Looked> =>
      waitFor(
        'the device to come to rest',
        async () => {
          const looked = await up();
          return looked.state?.work === undefined && looked.state?.rest === 'idle' ? looked : undefined;
        },
        { deadline: 90_000, every: 100 },
      );

    it('runs the old or the new version as a whole whenever it is up', async function () {
      this.timeout(60 * 60_000);
      console.log(`      SEED=${seed}`);
      const random = randomOf(seed);
      /** A deploy that nobody kills comes through. */
      const unharmed = async (version: string): Promise<string> => {
        const job = await device.want(version);
        const looked = await settle();
        const outcome = looked.state?.outcomes.find((each) => each.job === job);
        assert.equal(outcome?.result, 'committed', JSON.stringify(outcome));
        assert.equal(versionOf(looked), version);
        return version;
      };
      const other = (): string => versions.find((version) => version !== runs) ?? versions[0];
      let runs = await unharmed('1.0.0');
      let committed = 0;
      for (
        let kill = 0;
        kill < Math.ceil(count('fleet-kills', { quick: 4, full: 50 }) / all.length);
        kill += 1
      ) {
        const before = runs;
        const wanted = other();
        const job = await device.want(wanted);
        const until = Date.now() + random() * longest;
        // It may end by itself meanwhile, and is started again.
        for (let left = 1; left > 0; left = until - Date.now()) {
          keepStarted();
          await sleep(Math.min(20, left));
        }
        await device.nodeRed.kill();
        await starting;
        versionOf(await up());
        const looked = await settle();
        runs = versionOf(looked);
        const outcome = looked.state?.outcomes.find((each) => each.job === job);
        assert.equal(runs, outcome?.result === 'committed' ? wanted : before, JSON.stringify(outcome));
        committed += outcome?.result === 'committed' ? 1 : 0;
        assert.deepEqual(await device.flowsOnDisk(), kilnFlows(runs));
        assert.deepEqual(await device.credentialsOnDisk(), { kiln: { secret: secretOf(runs) } });
        assert.equal(await device.kilnOnDisk(), runs);
        assert.deepEqual(await device.dependencies(), { 'node-red-contrib-kiln': runs });
      }
      assert.ok(committed > 0, 'no deploy came through that was killed');
      await unharmed(other());
    });
  });
}
