import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  bundled,
  count,
  type DeploymentType,
  endChild,
  spawnChild,
  targets,
  waitFor,
} from '@millwright/testing';
import { createArchive } from '../../plugins/history/src/runtime/archive/archive.ts';
import { startWithHistory } from '../history/client.ts';
import { Random } from './random.ts';

const writer = bundled(join(import.meta.dirname, 'history-writer.ts'));

describe('history and kill -9', () => {
  const random = new Random();
  before(() => console.log(`    SEED=${random.seed}`));

  it('of a process that writes versions: none that it acknowledged is lost', async function () {
    const kills = count('kills_writer', { quick: 15, full: 150 });
    this.timeout(kills * 4000 + 20_000);
    const directory = await mkdtemp(join(tmpdir(), 'millwright-kill-'));
    const acknowledged = new Map<number, string>();
    try {
      for (let kill = 0; kill < kills; kill++) {
        const before = acknowledged.size;
        await killedWriter(directory, random.next(), acknowledged);
        const archive = createArchive(directory, () => new Date());
        try {
          const { newest, notices } = await archive.handlers.open();
          assert.deepEqual(notices, []);
          assert.ok((newest?.number ?? 0) >= acknowledged.size);
          // Those of the last run, and one of any before.
          const numbers = [...acknowledged.keys()];
          const look = [...numbers.slice(before), numbers[Math.floor(random.next() * numbers.length)]];
          for (const number of look) {
            if (number !== undefined)
              assert.equal((await archive.handlers.read(number)).flows, acknowledged.get(number));
          }
        } finally {
          await archive.close();
        }
      }
      const archive = createArchive(directory, () => new Date());
      for (const [number, text] of acknowledged)
        assert.equal((await archive.handlers.read(number)).flows, text);
      await archive.close();
      assert.ok(acknowledged.size > kills, `${acknowledged.size} versions in ${kills} runs`);
      console.log(`    ${kills} kills of a writer, ${acknowledged.size} versions acknowledged, all whole`);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  const all = targets();
  for (const target of all) {
    it(`of ${target.title} amid deploys: none that it answered is lost`, async function () {
      const kills = Math.ceil(count('kills_node_red', { quick: 5, full: 52 }) / all.length);
      this.timeout(kills * 20_000 + 60_000);
      const tab = { id: 't', type: 'tab', label: 'Oven' };
      const { nodeRed, history } = await startWithHistory({ target, flows: [tab] });
      const answered = new Set<string>();
      const deployer = async (name: string, type: DeploymentType, stopped: () => boolean): Promise<void> => {
        for (let round = 0; !stopped(); round++) {
          const title = `${name} ${round}`;
          const node = { id: 'n', type: 'http request', z: 't', name: title, x: 1, y: 1, wires: [] };
          const credentials = { n: { user: name, password: title } };
          const answer = await nodeRed.deploy([tab, node], { type, credentials }).catch(() => undefined);
          if (answer?.status === 200) answered.add(answer.body.rev);
        }
      };
      const whole = new Set<string>();
      /** The digest of all that is in a version is checked when it is read. */
      const read = async (rev: string, number = 0): Promise<void> => {
        assert.equal((await history.details(number)).version.rev, rev);
        whole.add(rev);
      };
      try {
        for (let kill = 0; kill < kills; kill++) {
          let stop = false;
          const deployers = [
            deployer(`ana ${kill}`, 'full', () => stop),
            deployer(`bob ${kill}`, 'flows', () => stop),
            deployer(`cleo ${kill}`, 'nodes', () => stop),
          ];
          await sleep(100 + random.next() * 700);
          await nodeRed.kill();
          stop = true;
          await Promise.all(deployers);

          await nodeRed.start();
          const newest = await waitFor('what runs to be a version', async () => {
            const [first] = await history.versions();
            return first?.state === 'current' && first.rev === (await nodeRed.flows()).rev && first;
          });
          assert.equal((await history.health()).state, 'ok');
          const versions = new Map<string | undefined, number>();
          for (let before: number | undefined = newest.number + 1; before; ) {
            const page: { versions: { number: number; rev?: string }[]; next?: number } = (
              await nodeRed.request<{ versions: { number: number; rev?: string }[]; next?: number }>(
                'GET',
                `/millwright/history/versions?limit=200&before=${before}`,
              )
            ).body;
            for (const { number, rev } of page.versions) versions.set(rev, number);
            before = page.next;
          }
          const lost = [...answered].filter((rev) => !versions.has(rev));
          assert.deepEqual(lost, [], `lost after kill ${kill}`);
          for (const rev of answered) if (!whole.has(rev)) await read(rev, versions.get(rev));
          if (kill === kills - 1) for (const rev of answered) await read(rev, versions.get(rev));
        }
        assert.ok(answered.size > kills, `${answered.size} deploys in ${kills} runs`);
        console.log(`    ${kills} kills amid deploys, ${answered.size} deploys answered, all versions whole`);
      } finally {
        await nodeRed.stop();
      }
    });
  }
});

/** Runs the writer and kills it after a moment; what it acknowledged until then goes into the map. */
async function killedWriter(
  directory: string,
  when: number,
  acknowledged: Map<number, string>,
): Promise<void> {
  const child = spawnChild(process.execPath, ['--disable-warning=ExperimentalWarning', writer, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await waitFor('the writer to write', () => text.includes('\n') || child.exitCode !== null);
  await sleep(when * 150);
  await endChild(child, 'SIGKILL');
  for (const line of text.split('\n').slice(0, -1)) {
    const { number, text: flows } = JSON.parse(line) as { number: number; text: string };
    acknowledged.set(number, flows);
  }
}
