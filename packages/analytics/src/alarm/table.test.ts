import assert from 'node:assert/strict';
import type { AlarmDefinition } from './definition.ts';
import { alarmErrors } from './errors.ts';
import * as given from './given.fixture.ts';
import { type Stage, stages } from './state.ts';
import { step } from './step.ts';

const { acknowledge, back, follow, gone, holds, hour, outOfService, plain, reset, shelve, suppress } = given;

const oneShot = { ...shelve, oneShot: true };

/** How each row begins. Small letters stand for a condition that holds underneath, 1 for one-shot shelving. */
const starts: Readonly<Record<string, readonly given.Happening[]>> = {
  A: [gone],
  B: [holds],
  C: [holds, acknowledge],
  D: [holds, gone],
  E: [holds, gone],
  F: [holds, gone, acknowledge],
  'D (was E)': [holds, gone, reset],
  G: [gone, shelve],
  Gb: [holds, shelve],
  G1: [gone, oneShot],
  Gb1: [holds, oneShot],
  'G, H': [gone, shelve, suppress],
  H: [gone, suppress],
  Hb: [holds, suppress],
  I: [gone, outOfService],
  Ib: [holds, outOfService],
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

/** A letter is the stage it goes to, - that it stays, x that it stays and the command is refused. */
const table = `
             holds  gone   unkn   ack    reset  shelve unshv  H on   H off  I on   I off  1 h
  A          B      -      -      x      x      G      x      H      -      I      x      -
  B          -      D      -      C      x      G      x      H      -      I      x      -
  C          -      A      -      -      x      G      x      H      -      I      x      -
  D          B      -      -      A      x      G      x      H      -      I      x      -
  G          -      -      -      x      x      x      A      -      -      x      x      A
  Gb         -      -      -      x      x      x      B      -      -      x      x      B
  G1         -      -      -      x      x      x      A      -      -      x      x      A
  Gb1        -      A      -      x      x      x      B      -      -      x      x      B
  G, H       -      -      -      x      x      x      H      -      -      x      x      H
  H          -      -      -      x      x      x      x      -      A      x      x      -
  Hb         -      -      -      x      x      x      x      -      B      x      x      -
  I          -      -      -      x      x      x      x      -      -      x      A      -
  Ib         -      -      -      x      x      x      x      -      -      x      B      -
  I, H       -      -      -      x      x      x      x      -      -      x      H      -`;

const latchingTable = `
             holds  gone   unkn   ack    reset  shelve unshv  H on   H off  I on   I off  1 h
  A          B      -      -      x      x      G      x      H      -      I      x      -
  B          -      E      -      C      x      G      x      H      -      I      x      -
  C          -      F      -      -      x      G      x      H      -      I      x      -
  D (was E)  B      -      -      A      x      G      x      H      -      I      x      -
  E          B      -      -      F      D      G      x      H      -      I      x      -
  F          B      -      -      -      A      G      x      H      -      I      x      -`;

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
        assert.ok(alarmErrors.doesNotApply.is(next.refused), next.refused.message);
        assert.deepEqual([next.state, next.records], [state, []]);
        return 'x';
      }
      assert.equal(next.records.length, next.state.stage === state.stage ? 0 : 1);
      return next.state.stage === state.stage ? '-' : letterOf(next.state.stage);
    });
    return `  ${name.padEnd(11)}${cells.map((cell) => cell.padEnd(7)).join('')}`.trimEnd();
  });
  return ['', head, ...lines].join('\n');
}

describe('the table of alarm stages', () => {
  it('has every event in every stage', () => {
    assert.equal(made(table, plain), table);
  });

  it('has every event in every stage of an alarm that latches', () => {
    assert.equal(made(latchingTable, { ...plain, latching: true }), latchingTable);
  });
});
