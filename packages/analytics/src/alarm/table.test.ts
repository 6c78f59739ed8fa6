import assert from 'node:assert/strict';
import type { AlarmDefinition } from './definition.ts';
import { alarmErrors } from './errors.ts';
import type { AlarmEvent } from './events.ts';
import * as given from './given.fixture.ts';
import { newAlarm, type Stage, stages } from './state.ts';
import { step } from './step.ts';

const { acknowledge, back, follow, gone, holds, hour, outOfService, plain, reset, shelve, suppress } = given;

const oneShot = { ...shelve, oneShot: true };

/**
 * How each row begins: the stage, then in small letters what the alarm was before it was set aside, u where the condition is not
 * known any more, 1 for one-shot shelving.
 */
const starts: Readonly<Record<string, readonly given.Happening[]>> = {
  A: [gone],
  Au: [gone, given.unknown],
  B: [holds],
  Bu: [holds, given.unknown],
  C: [holds, acknowledge],
  Cu: [holds, acknowledge, given.unknown],
  D: [holds, gone],
  Du: [holds, gone, given.unknown],
  E: [holds, gone],
  Eu: [holds, gone, given.unknown],
  F: [holds, gone, acknowledge],
  Fu: [holds, gone, acknowledge, given.unknown],
  'D (was E)': [holds, gone, reset],
  G: [gone, shelve],
  Gb: [holds, shelve],
  Gc: [holds, acknowledge, shelve],
  Gd: [holds, gone, shelve],
  Ge: [holds, gone, shelve],
  Gf: [holds, gone, acknowledge, shelve],
  G1: [gone, oneShot],
  Gb1: [holds, oneShot],
  'G, H': [gone, shelve, suppress],
  H: [gone, suppress],
  Hb: [holds, suppress],
  Hc: [holds, acknowledge, suppress],
  Hd: [holds, gone, suppress],
  He: [holds, gone, suppress],
  Hf: [holds, gone, acknowledge, suppress],
  I: [gone, outOfService],
  Ib: [holds, outOfService],
  Ic: [holds, acknowledge, outOfService],
  Id: [holds, gone, outOfService],
  Ie: [holds, gone, outOfService],
  If: [holds, gone, acknowledge, outOfService],
  'I, H': [holds, outOfService, suppress],
};

const columns: Readonly<Record<string, given.Happening>> = {
  holds,
  gone,
  unkn: given.unknown,
  ack: acknowledge,
  reset,
  shelve,
  unshv: given.unshelve,
  'H on': suppress,
  'H off': given.unsuppress,
  'I on': outOfService,
  'I off': back,
  '1 h': given.time,
};

/** A letter is the stage it goes to, - that it stays, x that the command does not apply, c that the condition has not gone. */
const table = `
             holds  gone   unkn   ack    reset  shelve unshv  H on   H off  I on   I off  1 h
  A          B      -      -      x      x      G      x      H      -      I      x      -
  Au         B      -      -      x      x      G      x      H      -      I      x      -
  B          -      D      -      C      x      G      x      H      -      I      x      -
  Bu         -      D      -      C      x      G      x      H      -      I      x      -
  C          -      A      -      -      x      G      x      H      -      I      x      -
  Cu         -      A      -      -      x      G      x      H      -      I      x      -
  D          B      -      -      A      x      G      x      H      -      I      x      -
  Du         B      -      -      A      x      G      x      H      -      I      x      -
  G          -      -      -      x      x      x      A      -      -      x      x      A
  Gb         -      -      -      x      x      x      B      -      -      x      x      B
  Gc         -      -      -      x      x      x      B      -      -      x      x      B
  Gd         -      -      -      x      x      x      A      -      -      x      x      A
  G1         -      -      -      x      x      x      A      -      -      x      x      A
  Gb1        -      A      -      x      x      x      B      -      -      x      x      B
  G, H       -      -      -      x      x      x      H      -      -      x      x      H
  H          -      -      -      x      x      x      x      -      A      x      x      -
  Hb         -      -      -      x      x      x      x      -      B      x      x      -
  Hc         -      -      -      x      x      x      x      -      B      x      x      -
  Hd         -      -      -      x      x      x      x      -      A      x      x      -
  I          -      -      -      x      x      x      x      -      -      x      A      -
  Ib         -      -      -      x      x      x      x      -      -      x      B      -
  Ic         -      -      -      x      x      x      x      -      -      x      B      -
  Id         -      -      -      x      x      x      x      -      -      x      A      -
  I, H       -      -      -      x      x      x      x      -      -      x      H      -`;

const latchingTable = `
             holds  gone   unkn   ack    reset  shelve unshv  H on   H off  I on   I off  1 h
  A          B      -      -      x      x      G      x      H      -      I      x      -
  Au         B      -      -      x      x      G      x      H      -      I      x      -
  B          -      E      -      C      x      G      x      H      -      I      x      -
  Bu         -      E      -      C      x      G      x      H      -      I      x      -
  C          -      F      -      -      x      G      x      H      -      I      x      -
  Cu         -      F      -      -      x      G      x      H      -      I      x      -
  D (was E)  B      -      -      A      x      G      x      H      -      I      x      -
  E          B      -      -      F      D      G      x      H      -      I      x      -
  Eu         B      -      -      F      D      G      x      H      -      I      x      -
  F          B      -      -      -      A      G      x      H      -      I      x      -
  Fu         B      -      -      -      c      G      x      H      -      I      x      -
  G          -      -      -      x      x      x      A      -      -      x      x      A
  Gb         -      -      -      x      x      x      B      -      -      x      x      B
  Gc         -      -      -      x      x      x      B      -      -      x      x      B
  Ge         -      -      -      x      x      x      A      -      -      x      x      A
  Gf         -      -      -      x      x      x      A      -      -      x      x      A
  G1         -      -      -      x      x      x      A      -      -      x      x      A
  Gb1        -      A      -      x      x      x      B      -      -      x      x      B
  G, H       -      -      -      x      x      x      H      -      -      x      x      H
  H          -      -      -      x      x      x      x      -      A      x      x      -
  Hb         -      -      -      x      x      x      x      -      B      x      x      -
  Hc         -      -      -      x      x      x      x      -      B      x      x      -
  He         -      -      -      x      x      x      x      -      A      x      x      -
  Hf         -      -      -      x      x      x      x      -      A      x      x      -
  I          -      -      -      x      x      x      x      -      -      x      A      -
  Ib         -      -      -      x      x      x      x      -      -      x      B      -
  Ic         -      -      -      x      x      x      x      -      -      x      B      -
  Ie         -      -      -      x      x      x      x      -      -      x      A      -
  If         -      -      -      x      x      x      x      -      -      x      A      -
  I, H       -      -      -      x      x      x      x      -      -      x      H      -`;

const selfAcknowledgingLatchingTable = `
             holds  gone   unkn   ack    reset  shelve unshv  H on   H off  I on   I off  1 h
  A          B      -      -      x      x      G      x      H      -      I      x      -
  B          -      E      -      C      x      G      x      H      -      I      x      -
  C          -      F      -      -      x      G      x      H      -      I      x      -
  E          B      -      -      F      A      G      x      H      -      I      x      -
  F          B      -      -      -      A      G      x      H      -      I      x      -`;

const selfAcknowledgingTable = `
             holds  gone   unkn   ack    reset  shelve unshv  H on   H off  I on   I off  1 h
  A          B      -      -      x      x      G      x      H      -      I      x      -
  B          -      A      -      C      x      G      x      H      -      I      x      -
  C          -      A      -      -      x      G      x      H      -      I      x      -`;

const letterOf = (stage: Stage): string => 'ABCDEFGHI'.charAt(stages.indexOf(stage));

/** The table as it is: for each row of the expected one, what the reducer does. */
function made(expected: string, definition: AlarmDefinition): string {
  const [head = '', ...rows] = expected.split('\n').slice(1);
  const lines = rows.map((row) => {
    const name = row.slice(0, 13).trim();
    const start = starts[name] ?? [];
    const { state } = follow(
      definition,
      start.map((event, ts) => [ts, event] as const),
    );
    assert.equal(letterOf(state.stage), name.charAt(0));
    const cells = Object.values(columns).map((event) => {
      const undated = typeof event === 'function' ? event(state) : event;
      const ts = undated.kind === 'time' ? hour + 10 : 10;
      const next = step(definition, state, { ...undated, ts });
      if (next.refused) {
        assert.deepEqual([next.state, next.records], [state, []]);
        const isNotGone = alarmErrors.conditionNotGone.is(next.refused);
        assert.ok(isNotGone || alarmErrors.doesNotApply.is(next.refused), next.refused.message);
        return isNotGone ? 'c' : 'x';
      }
      // Only what acknowledges itself takes two steps at once.
      assert.ok(next.records.length <= (definition.autoAcknowledge ? 2 : 1));
      assert.equal(next.records.at(-1)?.to ?? state.stage, next.state.stage);
      assert.equal(next.records.length > 0, next.state.stage !== state.stage);
      return next.state.stage === state.stage ? '-' : letterOf(next.state.stage);
    });
    return `  ${name.padEnd(11)}${cells.map((cell) => cell.padEnd(7)).join('')}`.trimEnd();
  });
  return ['', head, ...lines].join('\n');
}

/** Every kind of event has a column. */
const kinds: Readonly<Record<AlarmEvent['kind'], true>> = {
  condition: true,
  acknowledge: true,
  reset: true,
  shelve: true,
  unshelve: true,
  suppress: true,
  'out-of-service': true,
  'return-to-service': true,
  time: true,
};

describe('the table of alarm stages', () => {
  for (const [title, expected, definition, letters] of [
    ['an alarm', table, plain, 'ABCDGHI'],
    ['one that latches', latchingTable, { ...plain, latching: true }, 'ABCDEFGHI'],
    ['one that acknowledges itself', selfAcknowledgingTable, { ...plain, autoAcknowledge: true }, 'ABC'],
    [
      'one that does both',
      selfAcknowledgingLatchingTable,
      { ...plain, latching: true, autoAcknowledge: true },
      'ABCEF',
    ],
  ] as const)
    it(`has every event in every stage of ${title}`, () => {
      assert.equal(made(expected, definition), expected);
      const rows = expected.split('\n').slice(2);
      assert.equal([...new Set(rows.map((row) => row.trim().charAt(0)))].sort().join(''), letters);
    });

  it('has every kind of event', () => {
    const told = Object.values(columns).map(
      (event) => (typeof event === 'function' ? event(newAlarm(0)) : event).kind,
    );
    assert.deepEqual([...new Set(told)].sort(), Object.keys(kinds).sort());
  });
});
