import assert from 'node:assert/strict';
import type { AlarmEntry } from '@millwright/analytics';
import type { Parcel } from '@millwright/schema';
import type { VNode } from 'vue';
import { AlarmDesk } from './desk.ts';
import { entry, noFigures as figures } from './entries.fixture.ts';
import { ListActs } from './list-acts.ts';
import { ListState } from './model/list-state.ts';
import { questionForm } from './views/question.ts';
import { alarmTexts } from './words/text.ts';
import { alarmTimes } from './words/times.ts';

const words = { texts: alarmTexts(['en-GB']), times: alarmTimes('en-GB') };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const pressed = (key: string) =>
  ({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    preventDefault() {},
  }) as KeyboardEvent;

/** The elements of a kind in what is rendered. */
const elements = (node: unknown, kind: string): VNode[] => {
  if (Array.isArray(node)) return node.flatMap((each) => elements(each, kind));
  if (typeof node !== 'object' || node === null) return [];
  const { type, children } = node as VNode;
  return [...(type === kind ? [node as VNode] : []), ...elements(children, kind)];
};

describe('what a person does in a list', () => {
  let desk: AlarmDesk;
  let list: ListState;
  let acts: ListActs;
  let commands: unknown[];
  const raised: readonly AlarmEntry[] = [entry('a', 'unacknowledged'), entry('b', 'acknowledged')];
  const shelving = { note: 'waits for a spare', duration: 600_000, oneShot: false };
  const outlook = { readiness: { state: 'ready' }, watched: 2, unknown: 0 };

  beforeEach(async () => {
    commands = [];
    desk = new AlarmDesk({
      ...words,
      now: () => 0,
      changed: () => {},
      isEnabled: () => true,
      async ask(ask, body): Promise<Parcel> {
        if (ask === 'list')
          return {
            json: { engine: 'e', now: 0, generation: 1, outlook, alarms: raised, figures, commands: true },
          };
        commands.push(body);
        return { json: [{ alarm: 'a', outcome: 'done' }] };
      },
    });
    desk.state('connected');
    await desk.begin();
    await settled();
    list = new ListState(desk.book);
    list.refresh(0);
    acts = new ListActs({ desk, list, page: () => 4, toFilter() {}, toRow() {}, draw() {} });
    list.toggle('a');
  });

  const submit = (): VNode | undefined => {
    const { question } = acts;
    assert.ok(question);
    const { hindrance } = desk;
    const form = questionForm({ ...words, id: 'x', question, hindrance, fill() {}, give() {}, cancel() {} });
    return elements(form, 'button').find(({ props }) => props?.['type'] === 'submit');
  };

  it('is asked for a reason before it hides an alarm, and then given and shown', async () => {
    acts.key(pressed('s'));
    assert.equal(list.isBusy, true);
    acts.give();
    assert.equal(acts.question?.lacksReason, true);
    assert.equal(commands.length, 0);
    acts.fill(shelving);
    acts.give();
    await settled();
    assert.deepEqual(commands, [{ kind: 'shelve', alarms: [{ alarm: 'a' }], ...shelving }]);
    assert.deepEqual([acts.question, list.isBusy, list.selected()], [undefined, false, []]);
    assert.deepEqual(desk.feedback, { tone: 'done', lines: ['1 alarm shelved'] });
  });

  it('stays in its dialog while the connection is lost, says so, and can be given afterwards', async () => {
    acts.key(pressed('s'));
    acts.fill(shelving);
    assert.equal(submit()?.props?.['disabled'], false);
    desk.state('disconnected');
    assert.equal(submit()?.props?.['disabled'], true);
    acts.give();
    await settled();
    assert.equal(commands.length, 0);
    assert.deepEqual(acts.question?.filled, shelving);
    assert.deepEqual(
      list.selected().map(({ id }) => id),
      ['a'],
    );
    const lines = ['Not done: No connection to Node-RED'];
    assert.deepEqual([desk.feedback, desk.said], [{ tone: 'refused', lines }, lines[0]]);
    desk.state('connected');
    await desk.begin();
    await settled();
    acts.give();
    await settled();
    assert.equal(commands.length, 1);
    assert.deepEqual([acts.question, list.selected()], [undefined, []]);
  });

  it('says why a key does nothing', async () => {
    for (const key of ['a', 's', 'o']) {
      desk.dismissFeedback();
      desk.state('unanswered');
      acts.key(pressed(key));
      await settled();
      assert.deepEqual(desk.feedback?.lines, ['Not done: What is shown is old']);
    }
    assert.deepEqual([commands.length, acts.question], [0, undefined]);
    assert.equal(list.selected().length, 1);
  });

  it('is nothing where no alarm can take it', () => {
    acts.key(pressed('r'));
    assert.deepEqual([desk.feedback, acts.question], [undefined, undefined]);
  });
});
