import assert from 'node:assert/strict';
import type { AlarmEntry } from '@millwright/analytics';
import { CodedError, type Parcel } from '@millwright/schema';
import type { AlarmNews, AlarmsTold, CommandResult, Outlook } from '../../common/alarms/wire.ts';
import { AlarmDesk } from './desk.ts';
import { entry, noFigures as figures } from './entries.fixture.ts';
import { Journal } from './model/journal.ts';
import { ListState } from './model/list-state.ts';
import { mostUrgent } from './model/most-urgent.ts';
import { holdTime } from './model/shown.ts';
import { notices } from './views/notices.ts';
import { calm } from './words/calm.ts';
import { alarmTexts } from './words/text.ts';
import { alarmTimes } from './words/times.ts';

const filled = { note: '', duration: 0, oneShot: false };
/** The server's clock is ahead (ms). */
const ahead = 500_000;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const refused = (code: string) => new CodedError({ code, status: 500, family: 'world', message: 'No' });

describe('the desk of a widget', () => {
  let desk: AlarmDesk;
  let asked: { readonly ask: string; readonly body: unknown }[];
  let answer: (ask: string, body: unknown) => unknown;
  let isEnabled: boolean;
  let now: number;
  /** How long what is pushed is on its way (ms). */
  let delay: number;
  const begin = async (): Promise<void> => {
    await desk.begin();
    await settled();
  };
  const lists = (): number => asked.filter(({ ask }) => ask === 'list').length;
  const raised = entry('a', 'unacknowledged', { priority: 1 });

  const ready: Outlook = { readiness: { state: 'ready' }, watched: 1, unknown: 0 };
  let outlook: Outlook;
  let alarms: readonly AlarmEntry[];
  let generation: number;
  const push = (...changed: AlarmsTold['changed']): void => {
    const told = { now: ahead + now - delay, outlook, changed, gone: [], figures };
    desk.push({ json: { generation, told } satisfies AlarmNews });
  };
  const words = { texts: alarmTexts(['en-GB']), times: alarmTimes('en-GB') };
  const calmly = (): string => {
    const { isSure, text } = calm(desk, words, desk.serverTime());
    return `${isSure ? '✓' : '◌'} ${text}`;
  };

  beforeEach(() => {
    asked = [];
    isEnabled = true;
    now = 0;
    delay = 0;
    outlook = ready;
    alarms = [raised];
    generation = 1;
    answer = () => ({
      engine: 'Line 2',
      now: ahead + now,
      generation,
      outlook,
      alarms,
      figures,
      commands: true,
    });
    desk = new AlarmDesk({
      ...words,
      now: () => now,
      changed: () => {},
      isEnabled: () => isEnabled,
      async ask(ask, body): Promise<Parcel> {
        asked.push({ ask, body });
        return { json: await answer(ask, body) };
      },
    });
    desk.state('connected');
  });
  afterEach(() => desk.close());

  it('shows what is listed when it begins, and what comes after', async () => {
    assert.equal(desk.phase, 'loading');
    await begin();
    assert.equal(desk.phase, 'ready');
    push(entry('b', 'unacknowledged'));
    assert.equal(desk.book.listed('active').length, 2);
    assert.equal(desk.said, 'New: Alarm b, priority 2');
    push(entry('b', 'unacknowledged'));
    push(...['c', 'd', 'e'].map((id) => entry(id, 'unacknowledged')));
    assert.match(desk.said, /^New: Alarm c, priority 2\. New: Alarm d, priority 2\. and 1 more$/);
  });

  it('says in words why there is nothing to show', async () => {
    answer = () => {
      throw refused('alarm-widgets.engine-missing');
    };
    await begin();
    assert.deepEqual([desk.phase, desk.failure], ['failed', 'The alarm engine of this widget does not run']);
  });

  it('keeps what it shows while there is no connection, and takes no command', async () => {
    await begin();
    assert.equal(desk.isOld, false);
    desk.state('disconnected');
    assert.equal(desk.said, 'Disconnected');
    answer = () => {
      throw refused('screen.disconnected');
    };
    await begin();
    assert.deepEqual([desk.phase, desk.mayCommand], ['ready', false]);
    await desk.command('acknowledge', [raised], filled);
    assert.equal(asked.filter(({ ask }) => ask === 'command').length, 0);
  });

  it('is calm only where it is known that no alarm is active', async () => {
    alarms = [];
    await begin();
    assert.equal(calmly(), '✓ No active alarms');
    for (const [known, said] of [
      [{ ...ready, watched: 0 }, '◌ No alarm is watched here'],
      [{ ...ready, watched: 12, unknown: 3 }, '◌ No active alarm is known: 3 of 12 have no value'],
      [
        { ...ready, readiness: { state: 'failed', code: 'store.newer-schema' } },
        '◌ None has arisen since the start. What stood before is not known',
      ],
    ] as const) {
      outlook = known;
      push();
      assert.equal(calmly(), said);
    }
    outlook = ready;
    push();
    desk.state('disconnected');
    assert.match(calmly(), /^◌ At .+ no alarm was active$/);
    desk.state('connected');
    assert.equal(desk.isOld, true, 'it has missed something until all was asked for');
    await begin();
    assert.equal(calmly(), '✓ No active alarms');
    now = 31_000;
    assert.match(calmly(), /^◌ At /);
  });

  it('waits while the engine reads what was kept, and then has everything without being asked', async () => {
    outlook = { readiness: { state: 'loading' }, watched: 0, unknown: 0 };
    alarms = [];
    await begin();
    assert.deepEqual([desk.phase, desk.mayCommand], ['loading', false]);
    push();
    assert.equal(desk.phase, 'loading');
    outlook = ready;
    alarms = [raised];
    generation = 2;
    push();
    await settled();
    assert.deepEqual([desk.phase, desk.mayCommand], ['ready', true]);
    assert.equal(desk.book.listed('active').length, 1);
  });

  it('takes no command while what was kept cannot be read', async () => {
    outlook = { ...ready, readiness: { state: 'failed', code: 'store.locked' } };
    await begin();
    assert.deepEqual([desk.phase, desk.mayCommand], ['ready', false]);
  });

  it('says so when the engine is taken away, and takes up another one, also where its numbers are smaller', async () => {
    await begin();
    answer = () => {
      throw refused('alarm-widgets.engine-missing');
    };
    desk.push({ json: { generation: 2 } satisfies AlarmNews });
    await settled();
    assert.deepEqual([desk.phase, desk.failure], ['failed', 'The alarm engine of this widget does not run']);
    assert.equal(desk.said, 'Alarms cannot be shown: The alarm engine of this widget does not run');
    const anew = entry('a', 'acknowledged', { state: { seq: 0 } });
    generation = 3;
    answer = () => ({
      engine: 'Line 2',
      now: ahead + now,
      generation,
      outlook,
      alarms: [anew],
      figures,
      commands: true,
    });
    push();
    await settled();
    assert.equal(desk.phase, 'ready');
    assert.equal(desk.book.get('a')?.state.stage, 'acknowledged');
  });

  it('calls old what nothing was heard of for too long, connection or not', async () => {
    await begin();
    now = 31_000;
    assert.deepEqual([desk.isOld, desk.mayCommand], [true, false]);
    push();
    assert.deepEqual([desk.isOld, desk.mayCommand], [false, true]);
  });

  it('reads the journal anew when more has happened, unless somebody looks further back', async () => {
    await begin();
    const journal = new Journal(desk, () => now);
    const lineOf = (number: number) => ({ number });
    answer = (_ask, body) =>
      (body as { before?: number }).before === undefined
        ? { lines: Array.from({ length: 100 }, (_, index) => lineOf(200 - index)), before: 101 }
        : { lines: [lineOf(100)] };
    await journal.open();
    assert.deepEqual([journal.hasOlder, journal.isBehind(desk.book.turn)], [true, false]);
    push(entry('b', 'unacknowledged'));
    assert.equal(journal.isBehind(desk.book.turn), true);
    await journal.older();
    assert.deepEqual([journal.lines.length, journal.hasOlder], [101, false]);
    push(entry('c', 'unacknowledged'));
    assert.equal(journal.isBehind(desk.book.turn), false);
  });

  it('says why the journal cannot be read, there alone, and reads it again after growing waits', async () => {
    await begin();
    const journal = new Journal(desk, () => now);
    answer = () => {
      throw refused('store.input-output');
    };
    const reads = [];
    for (now = 0; now < 70_000; now += 100) {
      if (!journal.isBehind(desk.book.turn)) continue;
      reads.push(now);
      await journal.open();
      assert.deepEqual([journal.failure?.code, journal.isLoading], ['store.input-output', false]);
    }
    assert.deepEqual(reads, [0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000]);
    assert.deepEqual([desk.phase, lists()], ['ready', 1]);
    answer = () => ({ lines: [] });
    await journal.open();
    assert.deepEqual([journal.failure, journal.isBehind(desk.book.turn)], [undefined, false]);
  });

  it('takes no command while Dashboard has disabled the widget, and says so', async () => {
    await begin();
    const told = () => notices(desk, words).map(({ key }) => key);
    assert.deepEqual(told(), []);
    isEnabled = false;
    assert.deepEqual([told(), desk.mayCommand], [['disabled'], false]);
    await desk.command('acknowledge', [raised], filled);
    assert.deepEqual(desk.feedback?.lines, ['Not done: This widget is disabled here']);
  });

  it('calls old what was long on its way, however lately it came', async () => {
    alarms = [];
    await begin();
    assert.equal(calmly(), '✓ No active alarms');
    delay = 85_000;
    answer = () => {
      throw refused('screen.no-answer');
    };
    for (now = 85_000; now < 90_000; now += 1_000) {
      push();
      await settled();
      assert.match(calmly(), /^◌ At .+ no alarm was active$/);
      assert.deepEqual([desk.phase, desk.mayCommand], ['ready', false]);
    }
    assert.equal(lists(), 2, 'it is asked for anew once, and then after growing waits');
  });

  it('goes by the clock of the server where that was set', async () => {
    await begin();
    delay = 3_600_000;
    answer = () => ({
      engine: 'Line 2',
      now: ahead + now - delay,
      generation,
      outlook,
      alarms,
      figures,
      commands: true,
    });
    now = 5_000;
    push();
    assert.equal(desk.isOld, true);
    await settled();
    assert.equal(desk.isOld, false);
    push();
    assert.deepEqual([desk.isOld, lists()], [false, 2]);
  });

  it('asks for everything once when the engine is another one, however much is pushed meanwhile', async () => {
    await begin();
    generation = 2;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const whole = answer;
    answer = () => promise;
    for (let count = 0; count < 20; count += 1) push();
    await settled();
    assert.equal(lists(), 2);
    answer = whole;
    resolve(whole('list', undefined));
    await settled();
    push();
    assert.deepEqual([lists(), desk.isOld], [2, false]);
  });

  it('does not bother a server that refuses because of its load', async () => {
    await begin();
    generation = 2;
    answer = () => {
      throw refused('widget.too-many-at-once');
    };
    for (let count = 0; count < 20; count += 1) {
      push();
      await settled();
    }
    assert.equal(lists(), 2);
    assert.equal(desk.failure, 'Too much at once. Try again');
  });

  it('stays old while nothing is pushed, though all was asked for anew', async () => {
    await begin();
    desk.state('unanswered');
    desk.reload();
    await settled();
    assert.deepEqual([lists(), desk.isOld], [2, true]);
    desk.state('connected');
    desk.reload();
    await settled();
    assert.deepEqual([lists(), desk.isOld], [3, true]);
    await begin();
    assert.deepEqual([lists(), desk.isOld], [4, false]);
  });

  it('sends what the person saw, and tells what became of it', async () => {
    await begin();
    answer = (): readonly CommandResult[] => [{ alarm: 'a', outcome: 'done' }];
    const given = desk.command('acknowledge', [raised], filled);
    assert.deepEqual([desk.pending, desk.mayCommand], [1, false]);
    await given;
    assert.deepEqual(asked.at(-1)?.body, {
      kind: 'acknowledge',
      alarms: [{ alarm: 'a', occurrence: 1, seq: 1 }],
    });
    assert.deepEqual([desk.pending, desk.feedback], [0, { tone: 'done', lines: ['1 alarm acknowledged'] }]);
    desk.dismissFeedback();
    assert.equal(desk.feedback, undefined);
  });

  it('says what it does not know where no answer came', async () => {
    await begin();
    answer = () => {
      throw refused('screen.no-answer');
    };
    await desk.command('reset', [raised], filled);
    assert.deepEqual(desk.feedback, {
      tone: 'refused',
      lines: ['Alarm a: No answer came. Look whether it was done'],
    });
  });

  it('takes no commands of those whom the server would refuse', async () => {
    const usual = answer;
    answer = (...asked) => Object.assign({}, usual(...asked), { commands: false });
    await begin();
    assert.equal(desk.mayCommand, false);
  });

  describe('and its list', () => {
    let list: ListState;
    beforeEach(async () => {
      alarms = [raised, entry('b', 'acknowledged'), entry('c', 'shelved'), entry('d', 'returned')];
      await begin();
      list = new ListState(desk.book);
      list.refresh(0);
    });

    it('has tabs, an order and a filter', () => {
      assert.deepEqual(list.shown.ids, ['a', 'd', 'b']);
      list.open('shelved', 0);
      assert.deepEqual(list.shown.ids, ['c']);
      list.open('active', 0);
      list.sortBy('state', 0);
      assert.deepEqual(list.shown.ids, ['a', 'd', 'b']);
      list.narrow({ text: 'alarm b' }, 0);
      assert.deepEqual(list.shown.ids, ['b']);
    });

    it('stays still while it is touched or a form is open', () => {
      list.touch(0);
      push(entry('e', 'unacknowledged', { priority: 1 }));
      list.refresh(10);
      assert.deepEqual([list.shown.ids, list.shown.waiting], [['a', 'd', 'b'], ['e']]);
      list.isBusy = true;
      list.refresh(holdTime + 1);
      assert.deepEqual(list.shown.waiting, ['e']);
      list.isBusy = false;
      list.refresh(holdTime + 1);
      assert.deepEqual(list.shown.ids, ['a', 'e', 'd', 'b']);
    });

    it('is for what is selected, else for what is active', () => {
      const subjects = () => list.subjects().map(({ id }) => id);
      assert.deepEqual(subjects(), []);
      list.activate(1, false);
      assert.deepEqual([list.activeRow, subjects()], [1, ['d']]);
      list.activate(2, true);
      assert.deepEqual(subjects(), ['d', 'b']);
      list.toggle('d');
      assert.deepEqual(subjects(), ['b']);
      list.selectAll();
      assert.equal(subjects().length, 3);
      push(entry('b', 'normal', { state: { seq: 9 } }));
      list.refresh(0);
      assert.deepEqual(subjects(), ['a', 'd']);
      list.selectNone();
      assert.deepEqual(list.selected(), []);
    });

    it('has one that is most urgent: what nobody has acknowledged comes first', () => {
      const old = entry('old', 'acknowledged', { priority: 1 });
      const late = entry('late', 'unacknowledged', { priority: 3, state: { since: 9 } });
      const early = entry('early', 'unacknowledged', { priority: 3, state: { since: 1 } });
      assert.equal(mostUrgent([old, early, late])?.id, 'late');
      assert.equal(mostUrgent([old])?.id, 'old');
      assert.equal(mostUrgent([]), undefined);
    });
  });
});
