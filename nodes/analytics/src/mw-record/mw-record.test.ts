import assert from 'node:assert/strict';
import type { StoreHealth } from '@millwright/analytics';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import type { CreateSampleStore } from '../mw-sample-store/mw-sample-store.ts';
import type { NewSample } from '../store/batch.ts';
import { createRecord } from './mw-record.ts';
import type { RecordConfig } from './schema.ts';

const now = 1_790_000_000_000;

/** A node over a store that writes down what it is given. */
function record(patterns: readonly string[] = []) {
  const kept: NewSample[] = [];
  const statuses: string[] = [];
  let tell: (health: StoreHealth) => void = () => undefined;
  const store = {
    record: (sample: NewSample) => void kept.push(sample),
    onHealth(listener: (health: StoreHealth) => void) {
      tell = listener;
      listener({ state: 'opening', lost: 0, bytes: 0 });
      return () => undefined;
    },
  };
  const context = {
    config: { name: '', store: 's', tags: patterns.map((pattern) => ({ pattern })) },
    refer: () => ({ store }),
    status: ({ is }: { readonly is: string }) => void statuses.push(is),
  };
  const create = createRecord(undefined as unknown as CreateSampleStore);
  const node = create(context as unknown as NodeContext<RecordConfig>);
  const sent: Sent[] = [];
  const say = (message: Message): unknown => {
    try {
      node.input(message, (each) => void sent.push(each));
    } catch (error) {
      return (error as { code: string }).code;
    }
    return undefined;
  };
  return {
    kept,
    statuses,
    sent,
    say,
    health: (state: StoreHealth['state']) => tell({ state, lost: 0, bytes: 0 }),
  };
}

describe('mw-record', () => {
  it('passes each message on, whatever becomes of its samples', () => {
    const { say, sent, kept } = record();
    const messages = [
      { topic: 'a', payload: 1 },
      { topic: 'a', payload: 'text' },
      { payload: 1 },
      { payload: null, gap: { from: 1, to: 2, reason: '' } },
    ];
    for (const message of messages) say(message);
    assert.deepEqual(sent, messages);
    assert.equal(kept.length, 1);
  });

  it('tells once for each tag that its value is not kept', () => {
    const { say } = record();
    const text = (topic: string) => say({ topic, payload: 'text' });
    assert.deepEqual(['a', 'a', 'b', 'a', 'b'].map(text), [
      'sample-store.value-refused',
      undefined,
      'sample-store.value-refused',
      undefined,
      undefined,
    ]);
  });

  it('keeps the chosen tags only', () => {
    const { say, kept } = record(['oven.*']);
    for (const topic of ['oven.top', 'fan', 'oven.door']) say({ topic, payload: 1 });
    assert.deepEqual(
      kept.map(({ tag }) => tag),
      ['oven.top', 'oven.door'],
    );
  });

  it('makes bad in a gap what was known before it, but not what came in it', () => {
    const { say, kept } = record();
    const at = (topic: string, ts: number) => say({ topic, payload: { value: 1, ts } });
    at('lost', now);
    at('elsewhere', now);
    at('elsewhere', now + 3_000);
    say({ payload: null, gap: { from: now, to: now + 9_000, reason: 'gone' } });
    assert.deepEqual(kept.slice(3), [{ tag: 'lost', time: now + 1, value: Number.NaN, quality: 2 }]);
    say({ payload: null, gap: { from: now, to: now + 9_000, reason: 'gone' } });
    assert.equal(kept.length, 4);
  });

  it('makes bad in a gap also what once came with a time from the future', () => {
    const { say, kept } = record();
    const ahead = Date.now() + 365 * 86_400_000;
    const from = Date.now() - 10_000;
    say({ topic: 'a', payload: { value: 1, ts: ahead } });
    say({ topic: 'a', payload: { value: 1, ts: from } });
    say({ topic: 'b', payload: { value: 1, ts: ahead } });
    say({ payload: null, gap: { from, to: from + 5_000, reason: 'gone' } });
    assert.deepEqual(
      kept.slice(3).map(({ tag, time }) => [tag, time]),
      [
        ['a', from + 1],
        ['b', from + 1],
      ],
    );
  });

  it('shows how its store fares', () => {
    const { statuses, health } = record();
    health('online');
    health('memory');
    health('online');
    assert.deepEqual(statuses, ['connecting', 'online', 'failed', 'online']);
  });
});
