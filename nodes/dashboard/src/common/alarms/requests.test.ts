import assert from 'node:assert/strict';
import { longestNote } from '@millwright/schema';
import * as v from 'valibot';
import { commandSchema, journalSchema, mostAlarms, mostLines, requestsOf } from './requests.ts';

const seen = { alarm: 'a', occurrence: 2, seq: 5 };
const fits = (value: unknown): boolean => v.is(commandSchema, value);
const many = (number: number) => Array.from({ length: number }, (_, index) => ({ alarm: `a${index}` }));

describe('commands from browsers', () => {
  it('are one request for each alarm', () => {
    const acknowledge = { kind: 'acknowledge', alarms: [seen, { ...seen, alarm: 'b' }], note: 'seen' };
    assert.deepEqual(requestsOf(v.parse(commandSchema, acknowledge)), [
      { kind: 'acknowledge', ...seen, note: 'seen' },
      { kind: 'acknowledge', ...seen, alarm: 'b', note: 'seen' },
    ]);
    const shelve = {
      kind: 'shelve',
      alarms: [{ alarm: 'a' }],
      duration: 60_000,
      oneShot: true,
      note: 'pump',
    };
    assert.deepEqual(requestsOf(v.parse(commandSchema, shelve)), [
      { kind: 'shelve', alarm: 'a', duration: 60_000, oneShot: true, note: 'pump' },
    ]);
    for (const kind of ['reset', 'unshelve', 'return-to-service'])
      assert.deepEqual(requestsOf(v.parse(commandSchema, { kind, alarms: [{ alarm: 'a' }] })), [
        { kind, alarm: 'a' },
      ]);
  });

  for (const [title, value] of Object.entries({
    'an actor that the browser names': { kind: 'reset', alarms: [{ alarm: 'a' }], actor: 'admin' },
    'an actor within an alarm': { kind: 'acknowledge', alarms: [{ ...seen, actor: 'admin' }] },
    'a time': { kind: 'reset', alarms: [{ alarm: 'a' }], ts: 1 },
    'another kind': { kind: 'suppress', alarms: [{ alarm: 'a' }] },
    'no alarm': { kind: 'reset', alarms: [] },
    'too many alarms': { kind: 'reset', alarms: many(mostAlarms + 1) },
    'one alarm twice': { kind: 'reset', alarms: [{ alarm: 'a' }, { alarm: 'a' }] },
    'what was not seen': { kind: 'acknowledge', alarms: [{ alarm: 'a' }] },
    'half an occurrence': { kind: 'acknowledge', alarms: [{ ...seen, occurrence: 0.5 }] },
    'shelving without an end': {
      kind: 'shelve',
      alarms: [{ alarm: 'a' }],
      duration: Number.POSITIVE_INFINITY,
      oneShot: false,
      note: 'x',
    },
    'shelving for no time': {
      kind: 'shelve',
      alarms: [{ alarm: 'a' }],
      duration: 0,
      oneShot: false,
      note: 'x',
    },
    'no reason': { kind: 'out-of-service', alarms: [{ alarm: 'a' }], note: '  ' },
    'a long story': { kind: 'reset', alarms: [{ alarm: 'a' }], note: 'x'.repeat(longestNote + 1) },
    'no object': 'reset',
  })) {
    it(`are refused with ${title}`, () => assert.equal(fits(value), false));
  }

  it('are taken for as many alarms as may be', () => {
    assert.ok(fits({ kind: 'reset', alarms: many(mostAlarms) }));
  });
});

describe('what browsers ask of the journal', () => {
  it('has an end', () => {
    assert.ok(v.is(journalSchema, { limit: mostLines, before: 7 }));
    for (const wrong of [{}, { limit: 0 }, { limit: mostLines + 1 }, { limit: 1, before: -1 }])
      assert.equal(v.is(journalSchema, wrong), false);
  });
});
