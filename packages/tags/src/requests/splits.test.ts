import assert from 'node:assert/strict';
import { outcomeOf, type Register, Scene } from './scheduler.fixture.ts';
import { count, refuse } from './splits.fixture.ts';

async function read(scene: Scene, members: readonly Register[]) {
  scene.sent.length = 0;
  const reading = scene.read(1, members, 'x');
  await scene.clock.advanceAsync(5_000);
  const outcomes = [...(await reading)];
  const bad = outcomes.flatMap(([{ start }, outcome]) => ('error' in outcome ? start : []));
  return { bad, requests: scene.order.length, order: scene.order };
}

describe('what refused requests teach', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  it('M-B-05: makes only the really bad tag bad, in the same cycle, and remembers the split', async () => {
    scene = new Scene();
    refuse(scene, [37]);
    const members = scene.registers(...count(100));
    const first = await read(scene, members);
    assert.deepEqual(first.bad, [37]);
    assert.ok(first.requests <= 20, `${first.requests} requests`);
    const second = await read(scene, members);
    assert.deepEqual(second.bad, [37]);
    assert.deepEqual(second.order, ['0+37', '37+1', '38+62']);
  });

  it('M-B-05: finds the hole that must not be read along, and reads around it from then on', async () => {
    scene = new Scene();
    const { scheduler } = scene;
    const limits = { limitOf: () => 125, gapOf: () => 5 };
    refuse(scene, [10]);
    const members = scene.registers(...count(10), ...count(9).map((index) => index + 12));
    const outcomes: (readonly string[])[] = [];
    for (let cycle = 0; cycle < 2; cycle += 1) {
      scene.sent.length = 0;
      const reading = scheduler.read(1, members, 'x', { limits, signal: new AbortController().signal });
      await scene.clock.advanceAsync(1_000);
      assert.ok([...(await reading).values()].every((outcome) => 'data' in outcome));
      outcomes.push(scene.order);
    }
    assert.deepEqual(outcomes, [
      ['0+21', '0+10', '12+9'],
      ['0+10', '12+9'],
    ]);
  });

  it('finds out how much a unit answers at once', async () => {
    scene = new Scene();
    refuse(scene, [], 40);
    const members = scene.registers(...count(200));
    assert.deepEqual((await read(scene, members)).bad, []);
    const second = await read(scene, members);
    assert.deepEqual(second.bad, []);
    assert.ok(second.requests <= 8, `${second.requests} requests`);
  });

  it('asks again for what is bad, one at a time, and less and less often', async () => {
    scene = new Scene();
    refuse(scene, [5, 6, 7, 8]);
    const members = scene.registers(...count(20));
    await read(scene, members);
    scene.sent.length = 0;
    for (let cycle = 0; cycle < 100; cycle += 1) {
      outcomeOf(scene.read(1, members, 'x'));
      await scene.clock.advanceAsync(100);
    }
    const blocks = scene.order.filter((what) => !what.endsWith('+1'));
    const tries = scene.order.filter((what) => what.endsWith('+1'));
    assert.equal(blocks.length, 200);
    assert.ok(tries.length >= 4 && tries.length <= 16, `${tries.length} tries`);
    assert.equal(new Set(tries).size, 4);
  });

  it('does not keep others waiting while it looks for what is bad', async () => {
    scene = new Scene();
    refuse(scene, count(60));
    const search = outcomeOf(scene.read(1, scene.registers(...count(60)), 'large'));
    await scene.clock.advanceAsync(25);
    const small = outcomeOf(scene.read(1, scene.registers(100), 'small'));
    await scene.clock.advanceAsync(25);
    assert.ok(small.is instanceof Map);
    assert.equal(search.is, undefined);
    await scene.clock.advanceAsync(5_000);
    assert.equal((search.is as unknown) instanceof Map, true);
  });

  it('asks the PLC wherever nothing else is asked for', async () => {
    scene = new Scene();
    refuse(scene, [5]);
    for (let turn = 0; turn < 3; turn += 1) {
      scene.sent.length = 0;
      const reading = outcomeOf(scene.read(1, scene.registers(5), 'x'));
      await scene.clock.advanceAsync(20);
      assert.ok(reading.is instanceof Map);
      assert.deepEqual(scene.order, ['5+1']);
    }
  });

  it('sees that a bad one has become good, and reads all in one again', async () => {
    scene = new Scene();
    refuse(scene, [5]);
    const members = scene.registers(...count(10));
    assert.deepEqual((await read(scene, members)).bad, [5]);
    refuse(scene, []);
    assert.deepEqual((await read(scene, members)).bad, []);
    assert.deepEqual((await read(scene, members)).order, ['0+10']);
  });

  it('asks for everything again soon after a PLC that refused all of it has one back', async () => {
    scene = new Scene();
    const members = scene.registers(...count(200));
    refuse(scene, count(200));
    await read(scene, members);
    refuse(scene, []);
    let requests = 0;
    let cycles = 0;
    for (let bad = members.length; bad > 0; cycles += 1) {
      const cycle = await read(scene, members);
      bad = cycle.bad.length;
      requests += cycle.requests;
    }
    assert.ok(cycles <= 5, `${cycles} cycles`);
    assert.ok(requests <= 30, `${requests} requests`);
    assert.deepEqual((await read(scene, members)).order, ['0+125', '125+75']);
  });

  it('finds out soon which of many bad ones stay bad where another is there again', async () => {
    scene = new Scene();
    const members = scene.registers(...count(40));
    refuse(scene, count(40));
    await read(scene, members);
    refuse(scene, [7, 8, 30]);
    for (let cycle = 0; cycle < 8; cycle += 1) await read(scene, members);
    const last = await read(scene, members);
    assert.deepEqual(last.bad, [7, 8, 30]);
    assert.ok(last.requests <= 5, `${last.requests} requests`);
  });

  it('has all good ones back within some readings beside 200 that stay bad, which cost one request a reading', async () => {
    scene = new Scene();
    const forever = count(200).map((index) => index + 1_000);
    const members = scene.registers(...count(300), ...forever);
    refuse(scene, forever);
    for (let cycle = 0; cycle < 4; cycle += 1) await read(scene, members);
    refuse(scene, [...count(300), ...forever]);
    for (let cycle = 0; cycle < 8; cycle += 1) await read(scene, members);
    refuse(scene, forever);
    let cycles = 0;
    let requests = 0;
    for (let bad = members.length; bad > forever.length && cycles < 50; cycles += 1) {
      const cycle = await read(scene, members);
      bad = cycle.bad.length;
      requests += cycle.requests;
    }
    assert.ok(cycles <= 8, `${cycles} cycles`);
    assert.ok(requests <= 50, `${requests} requests`);
    for (let cycle = 0; cycle < 20; cycle += 1) {
      // Three blocks bring the others, and one register of all that are bad is asked for again.
      const { bad, order } = await read(scene, members);
      assert.deepEqual(bad, forever);
      assert.equal(order.length, 4);
      assert.deepEqual(
        order.filter((what) => !what.endsWith('+1')),
        ['0+125', '125+125', '250+50'],
      );
    }
  });

  it('forgets with the connection, and after ten minutes', async () => {
    scene = new Scene();
    const members = scene.registers(...count(10));
    for (const forget of [
      async () => {
        scene.link.end();
        await scene.clock.advanceAsync(2_000);
      },
      () => scene.clock.advanceAsync(600_001),
    ]) {
      refuse(scene, [], 6);
      assert.deepEqual((await read(scene, members)).order, ['0+10', '0+5', '5+5']);
      assert.deepEqual((await read(scene, members)).order, ['0+5', '5+5']);
      refuse(scene, []);
      await forget();
      assert.deepEqual((await read(scene, members)).order, ['0+10']);
    }
  });

  it('finds out anew when a unit answers less at once than it did', async () => {
    scene = new Scene();
    const members = scene.registers(...count(100));
    refuse(scene, [], 60);
    await read(scene, members);
    assert.deepEqual((await read(scene, members)).order, ['0+50', '50+50']);
    refuse(scene, [], 30);
    await read(scene, members);
    assert.deepEqual((await read(scene, members)).order, ['0+25', '25+25', '50+25', '75+25']);
  });

  it('learns nothing from a part that went unanswered', async () => {
    scene = new Scene();
    let silent = true;
    scene.onRead = (_unit, { length }) => {
      if (length > 6) return { takes: 10, failure: 'refused-range' };
      if (!silent) return { takes: 10 };
      silent = false;
      return { takes: 10, failure: 'unanswered' };
    };
    const members = scene.registers(...count(10));
    assert.equal((await read(scene, members)).bad.length, 5);
    assert.deepEqual((await read(scene, members)).order, ['0+10', '0+5', '5+5']);
  });

  it('says of a member that is too long for any request that it is, and reads the rest', async () => {
    scene = new Scene();
    const long = { name: 'long', area: 'holding', start: 0, length: 126 };
    const reading = scene.read(1, [long, ...scene.registers(1)], 'x');
    await scene.clock.advanceAsync(100);
    const outcome = (await reading).get(long);
    assert.ok(outcome && 'error' in outcome);
    assert.match(String(outcome.error), /126 registers/);
    assert.deepEqual(scene.order, ['1+1']);
  });
});
