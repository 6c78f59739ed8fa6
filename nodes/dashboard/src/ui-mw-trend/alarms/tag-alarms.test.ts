import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { AlarmEngine } from '@millwright/analytics';
import type { TrendAlarms } from '../../common/trend-alarms.ts';
import { MemoryEngine } from '../../runtime/alarms/engine.fixture.ts';
import { TagAlarms } from './tag-alarms.ts';

describe('the alarms of the tags of a trend', () => {
  let engine: MemoryEngine;
  let present: AlarmEngine | undefined;
  let alarms: TagAlarms;
  let changes: number;
  let reported: unknown[];

  const open = (): void => {
    alarms?.close();
    reported = [];
    changes = 0;
    alarms = new TagAlarms({
      id: 'engine',
      tags: ['L1', 'T1'],
      engines: () => ({ engine: (id) => (id === 'engine' ? present : undefined) }),
      onChange: () => {
        changes += 1;
      },
      report: (error) => reported.push(error),
    });
  };
  const marks = (from: number, to = 100_000): Promise<TrendAlarms> =>
    alarms.marks({ from, to, pixels: 100_000_000 });
  const texts = async (from: number): Promise<readonly string[]> => {
    const answer = await marks(from);
    return answer.state === 'known'
      ? answer.marks.map(({ text, more }) => `${text} +${more}`)
      : [answer.state];
  };
  /** How often it was told that something is to be read anew, after all that is looked at now and then. */
  const told = (): number => {
    mock.timers.tick(5_000);
    const before = changes;
    changes = 0;
    return before;
  };

  before(() => mock.timers.enable({ apis: ['setInterval'] }));
  beforeEach(() => {
    engine = new MemoryEngine();
    present = engine;
    engine.add('level', 'Filler', 2, 'L1');
    engine.add('other', 'Filler', 1, 'L2');
    engine.add('untold');
    open();
  });
  after(() => {
    alarms.close();
    mock.timers.reset();
  });

  it('are those of its tags alone, from the journal', async () => {
    for (const id of ['level', 'other', 'untold']) engine.tell(id, true);
    engine.tell('level', false);
    assert.deepEqual(await marks(0), {
      state: 'known',
      marks: [
        {
          ...{ text: 'Alarm level', priority: 2, from: 1_001, start: 'came', to: 1_004, end: 'went' },
          ...{ at: 1_001, until: 1_004, more: 0 },
        },
      ],
    });
    assert.deepEqual(await marks(2_000), { state: 'known', marks: [] });
  });

  it('are told of again once they have changed, not when only a value has', async () => {
    engine.tell('level', true);
    assert.equal(told(), 1);
    assert.deepEqual(await texts(0), ['Alarm level +0']);
    engine.tell('other', true);
    engine.tell('level', true);
    assert.equal(told(), 0);
    engine.add('hot', 'Oven', 1, 'T1');
    engine.tell('hot', true);
    assert.equal(told(), 1);
    assert.deepEqual(await texts(0), ['Alarm level +0', 'Alarm hot +0']);
  });

  it('are read as far back as a window begins, and what is read is read once', async () => {
    for (let times = 0; times < 900; times += 1) {
      engine.tell('level', true);
      engine.tell('level', false);
    }
    const asked: number[] = [];
    const journal = engine.journal.bind(engine);
    engine.journal = (query) => {
      asked.push(query.limit);
      return journal(query);
    };
    assert.deepEqual((await texts(2_790)).length, 6);
    assert.equal(asked.length, 1);
    assert.deepEqual((await texts(0)).length, 900);
    assert.equal(asked.length, 4);
    assert.deepEqual((await texts(0)).length, 900);
    assert.equal(asked.length, 4);
    engine.tell('level', true);
    assert.deepEqual((await texts(0)).length, 901);
    assert.equal(asked.length, 5);
  });

  it('are not known further back than so many steps, and it is said from when on they are', async () => {
    for (let times = 0; times < 1_500; times += 1) {
      engine.tell('level', true);
      engine.tell('level', false);
    }
    const answer = await marks(0);
    assert.ok(answer.state === 'known' && answer.since !== undefined && answer.since > 1_900);
    assert.ok(answer.marks.length > 900 && answer.marks.length < 1_100);
    assert.ok(answer.marks.every(({ from }) => from >= (answer.since ?? 0)));
  });

  it('are never said to be none where they cannot be known', async () => {
    engine.become({ state: 'loading' });
    assert.equal(told(), 1);
    assert.deepEqual(await marks(0), { state: 'loading' });
    engine.become({ state: 'failed', code: 'alarm-engine.not-loaded' });
    assert.deepEqual(await marks(0), { state: 'failed' });
    engine.become({ state: 'ready', anew: 500 });
    assert.deepEqual(await marks(0), { state: 'known', marks: [], since: 500 });
    assert.deepEqual(await marks(600), { state: 'known', marks: [] });
    present = undefined;
    assert.equal(told(), 1);
    assert.deepEqual(await marks(0), { state: 'missing' });
    open();
    assert.equal((reported[0] as { code: string }).code, 'alarm-widgets.engine-missing');
    present = engine;
    assert.equal(told(), 1);
    assert.deepEqual(await texts(0), []);
  });

  it('do not keep lines from a page where the journal cannot be read, which is reported once', async () => {
    engine.tell('level', true);
    const journal = engine.journal.bind(engine);
    engine.journal = () => Promise.reject(new Error('disk'));
    assert.deepEqual(await marks(0), { state: 'failed' });
    assert.deepEqual(await marks(0), { state: 'failed' });
    assert.equal(reported.length, 1);
    engine.journal = journal;
    assert.deepEqual(await texts(0), ['Alarm level +0']);
  });
});
