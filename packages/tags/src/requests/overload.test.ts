import assert from 'node:assert/strict';
import { outcomeOf, Scene } from './scheduler.fixture.ts';

const tables = 20;
const seconds = 60;

/** Offers readings of tables that share a unit at this rate for a minute; a request takes 5 ms. */
async function offer(perSecond: number) {
  const scene = new Scene();
  scene.onRead = () => ({ takes: 5 });
  const members = Array.from({ length: tables }, (_, table) => scene.registers(table, table + 1, table + 2));
  let good = 0;
  let settled = 0;
  let mostWaiting = 0;
  const offered = perSecond * seconds;
  for (let turn = 0; turn < offered; turn += 1) {
    const table = turn % tables;
    scene.read(1, members[table] ?? [], `node ${table}`).then(
      () => {
        good += 1;
        settled += 1;
      },
      () => {
        settled += 1;
      },
    );
    mostWaiting = Math.max(mostWaiting, scene.scheduler.waiting);
    if (turn % 10 === 9) await scene.clock.advanceAsync(10_000 / perSecond);
  }
  const { requests } = scene.scheduler.diagnostics.snapshot();
  await scene.clock.advanceAsync(5_000);
  assert.equal(settled, offered);
  await scene.close();
  return { good, requests, mostWaiting };
}

describe('request scheduler under more than the PLC can do', () => {
  it('keeps the full rate of requests at ten times as much, and answers more of them for each', async () => {
    const most = (1_000 / 5) * seconds;
    const { good, requests, mostWaiting } = await offer(2_000);
    assert.ok(requests >= most * 0.95, `${requests} of ${most} requests`);
    assert.ok(good >= most * 0.95, `${good} readings`);
    assert.ok(mostWaiting <= 256);
  });

  it('keeps the full rate also where nothing can be read together, and refuses what is too much', async () => {
    const scene = new Scene({ queueLimit: 20 });
    const ends = { good: 0, refused: 0 };
    for (let turn = 0; turn < 10_000; turn += 1) {
      scene.call(turn % 3, 'read', 'call').then(
        () => {
          ends.good += 1;
        },
        () => {
          ends.refused += 1;
        },
      );
      await scene.clock.advanceAsync(1);
    }
    assert.ok(ends.good >= 950, `${ends.good} of 1000`);
    await scene.clock.advanceAsync(1_000);
    assert.equal(ends.good + ends.refused, 10_000);
    await scene.close();
  });

  it('leaves nothing behind of what was refused, aborted or read', async () => {
    const scene = new Scene({ queueLimit: 50 });
    const abort = new AbortController();
    for (let turn = 0; turn < 5_000; turn += 1) {
      const signal = turn % 3 === 0 ? AbortSignal.abort(new Error('gone')) : abort.signal;
      outcomeOf(scene.read(1, scene.registers(turn, turn + 1), `node ${turn}`, { signal, deadline: 20 }));
      if (turn % 100 === 0) await scene.clock.advanceAsync(10);
    }
    await scene.clock.advanceAsync(10_000);
    assert.equal(scene.scheduler.waiting, 0);
    assert.equal(scene.scheduler.underWay, 0);
    assert.equal(scene.clock.pending, 0);
    await scene.close();
  });
});
