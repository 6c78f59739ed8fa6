import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, endChild, spawnChild, startNodeRed, targets, waitFor } from '@millwright/testing';
import { AuditClient } from '../audit/client.ts';
import { openAuditLog } from '../audit/log.ts';
import { verdictOf } from '../audit/verdict.ts';
import { type Bundled, bundledWriter } from './bundled.ts';
import { Random } from './random.ts';

/** What a process that was killed had said before. */
interface Told {
  /** Operations by the numbers of their events. */
  readonly events: Map<number, string>;
  readonly intents: Set<string>;
  /** Checkpoints, as an anchor outside has them. */
  readonly notes: string[];
}

/** So many writers of one log are killed. */
const killsOfLog = 5;

describe('audit and kill -9', () => {
  const random = new Random();
  before(() => console.log(`    SEED=${random.seed}`));

  it('of a process that writes events: none that it acknowledged is lost, and no check is alarmed', async function () {
    const kills = count('kills_audit_writer', { quick: 5, full: 150 });
    this.timeout(kills * 6000 + 20_000);
    const seen = { events: 0, notes: 0 };
    const writer = bundledWriter('audit-writer');
    // A log that lives through more of them only takes longer to be checked.
    for (let left = kills; left > 0; left -= killsOfLog) {
      const told = await killWriters(writer, Math.min(left, killsOfLog), random);
      seen.events += told.events.size;
      seen.notes += told.notes.length;
    }
    assert.ok(seen.events > kills * 10, `${seen.events} events in ${kills} runs`);
    console.log(
      `    ${kills} kills of a writer, ${seen.events} events acknowledged, ${seen.notes} checkpoints, nothing lost, no false alarm`,
    );
  });

  const all = targets();
  for (const target of all) {
    it(`of ${target.title} amid deploys: each that it answered is an event`, async function () {
      const kills = Math.ceil(count('kills_audit_node_red', { quick: 2, full: 52 }) / all.length);
      this.timeout(kills * 20_000 + 60_000);
      const tab = { id: 't', type: 'tab', label: 'Oven' };
      const nodeRed = await startNodeRed({ target, flows: [tab], only: ['node-red-audit'] });
      const audit = new AuditClient(nodeRed);
      const file = join(nodeRed.userDirectory, 'millwright/audit.db');
      const answered = new Set<string>();
      const notes: string[] = [];
      const deployer = async (name: string, stopped: () => boolean): Promise<void> => {
        for (let round = 0; !stopped(); round++) {
          const node = { id: 'n', type: 'comment', z: 't', name: `${name} ${round}`, x: 1, y: 1, wires: [] };
          const answer = await nodeRed.deploy([tab, node]).catch(() => undefined);
          if (answer?.status === 200) answered.add(answer.body.rev);
        }
      };
      try {
        for (let kill = 0; kill < kills; kill++) {
          let stop = false;
          const deployers = ['ana', 'bob', 'cleo'].map((name) => deployer(`${name} ${kill}`, () => stop));
          await sleep(100 + random.next() * 700);
          const { note } = await audit.checkpoint();
          notes.push(note);
          await sleep(random.next() * 200);
          await nodeRed.kill();
          stop = true;
          await Promise.all(deployers);
          const left = verdictOf(file, notes);
          assert.notEqual(left.result, 'tampered', `as kill ${kill} left it: ${JSON.stringify(left.faults)}`);

          await nodeRed.start();
          const deploys = await audit.all({ name: 'flows.deploy' });
          const successes = new Set(
            deploys.filter(({ outcome }) => outcome === 'success').map(({ after }) => after),
          );
          const lost = [...answered].filter((rev) => !successes.has(rev));
          assert.deepEqual(lost, [], `lost after kill ${kill}`);
          const outcomes = new Map<string, string[]>();
          for (const { operation = '', outcome = 'intent' } of deploys)
            outcomes.set(operation, [...(outcomes.get(operation) ?? []), outcome]);
          for (const [operation, those] of outcomes)
            assert.equal(
              those.filter((outcome) => outcome !== 'intent').length,
              1,
              `${operation} has one outcome: ${those}`,
            );
        }
        await nodeRed.halt();
        const verdict = verdictOf(file, notes);
        assert.equal(verdict.result, 'ok', JSON.stringify(verdict.faults));
        assert.ok(answered.size > kills, `${answered.size} deploys in ${kills} runs`);
        console.log(`    ${kills} kills amid deploys, ${answered.size} deploys answered, each an event`);
      } finally {
        await nodeRed.stop();
      }
    });
  }
});

/** Kills one writer of a log after the other, and looks at the log as each leaves it and as the next one finds it. */
async function killWriters(writer: Bundled, kills: number, random: Random): Promise<Told> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-kill-'));
  const file = join(directory, 'audit.db');
  const told: Told = { events: new Map(), intents: new Set(), notes: [] };
  try {
    for (let kill = 0; kill < kills; kill++) {
      const before = told.events.size;
      await killedWriter(writer, directory, random.next(), told);
      const { result, faults, anchored } = verdictOf(file, told.notes);
      assert.notEqual(result, 'tampered', `as it was left by kill ${kill}: ${JSON.stringify(faults)}`);
      const log = openAuditLog(directory, writer.worker);
      try {
        await log.open();
        assert.deepEqual(log.state().notices, []);
        // Those of the last run, and some of any before.
        const all = [...told.events];
        const some = Array.from({ length: 20 }, () => all[Math.floor(random.next() * all.length)]);
        const look = kill === kills - 1 ? all : [...all.slice(before), ...some];
        for (const one of look)
          if (one) assert.equal((await log.event(one[0]))?.event.operation, one[1], `event ${one[0]}`);
        for (const operation of told.intents) {
          const { events } = await log.page({ operation, limit: 10 });
          assert.ok(
            events.some(({ outcome }) => outcome !== undefined),
            `${operation} has an outcome`,
          );
        }
        told.intents.clear();
      } finally {
        await log.close();
      }
      const after = verdictOf(file, told.notes);
      assert.notEqual(after.result, 'tampered', `opened after kill ${kill}: ${JSON.stringify(after.faults)}`);
      assert.ok(after.anchored >= anchored);
    }
    return told;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Runs the writer and kills it after a moment. */
async function killedWriter(
  { script, worker }: Bundled,
  directory: string,
  when: number,
  told: Told,
): Promise<void> {
  const child = spawnChild(process.execPath, [script, directory, worker.href], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await waitFor('the writer to write', () => text.includes('\n') || child.exitCode !== null);
  await sleep(when * 300);
  await endChild(child, 'SIGKILL');
  for (const line of text.split('\n').slice(0, -1)) {
    const said = JSON.parse(line) as { seq: number; operation: string; intent?: true } | { note: string };
    if ('note' in said) told.notes.push(said.note);
    else {
      told.events.set(said.seq, said.operation);
      if (said.intent) told.intents.add(said.operation);
    }
  }
}
