import assert from 'node:assert/strict';
import * as v from 'valibot';
import { commandSchema, mostAlarms } from '../../../common/alarms/requests.ts';
import { entry } from '../entries.fixture.ts';
import { commandKinds, formsOf, needsReason, offered } from './commands.ts';
import { actOfKey } from './keys.ts';
import { allOf, kept, nothingSelected, ranged, toggled } from './selection.ts';
import { shelvingChoices, usualShelving } from './shelving.ts';

const minute = 60_000;
const hour = 60 * minute;
const filled = { note: ' pump ', duration: hour, oneShot: false };

describe('the selection', () => {
  const rows = ['a', 'b', 'c', 'd'];

  it('is of ids: rows may come and go', () => {
    const two = toggled(toggled(nothingSelected, 'a'), 'c');
    assert.deepEqual([...two.ids], ['a', 'c']);
    assert.deepEqual([...toggled(two, 'a').ids], ['c']);
    assert.deepEqual([...kept(two, (id) => id === 'c').ids], ['c']);
    assert.equal(
      kept(two, () => true),
      two,
    );
  });

  it('goes from the anchor to a row, either way', () => {
    const anchored = toggled(nothingSelected, 'c');
    assert.deepEqual([...ranged(anchored, rows, 'd').ids], ['c', 'd']);
    assert.deepEqual([...ranged(anchored, rows, 'a').ids].sort(), ['a', 'b', 'c']);
    assert.deepEqual([...ranged(nothingSelected, rows, 'b').ids], ['b']);
    assert.deepEqual([...allOf(rows).ids], rows);
  });
});

describe('keys', () => {
  const press = (key: string, held = {}) =>
    actOfKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, 2, 10, 4);

  it('move, and stay within the list', () => {
    const rows = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => press(key));
    assert.deepEqual(
      rows.map((act) => act?.act === 'move' && act.row),
      [3, 1, 6, 0, 0, 9],
    );
    assert.deepEqual(press('ArrowDown', { shiftKey: true }), { act: 'move', row: 3, extend: true });
    assert.equal(
      actOfKey({ key: 'End', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, -1, 0, 4),
      undefined,
    );
  });

  it('select, open, give commands', () => {
    assert.deepEqual(press(' '), { act: 'select' });
    assert.deepEqual(press('Enter'), { act: 'open' });
    assert.deepEqual(press('Escape'), { act: 'none' });
    assert.deepEqual(press('a', { ctrlKey: true }), { act: 'all' });
    assert.deepEqual(press('A'), { act: 'command', kinds: ['acknowledge'] });
    assert.deepEqual(press('s'), { act: 'command', kinds: ['shelve', 'unshelve'] });
  });

  it('leave what belongs to others', () => {
    for (const held of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }])
      assert.equal(press('s', held), undefined);
    assert.equal(press('Tab'), undefined);
    assert.equal(press('x'), undefined);
  });
});

describe('commands', () => {
  it('are offered where at least one of the alarms can take them', () => {
    const both = offered([entry('a', 'unacknowledged'), entry('b', 'shelved')]);
    assert.deepEqual(
      [...both].map(([kind, takers]) => `${kind} ${takers.map(({ id }) => id)}`),
      ['acknowledge a', 'shelve a', 'unshelve b', 'out-of-service a'],
    );
    assert.equal(offered([entry('a', 'suppressed')]).size, 0);
  });

  it('go to the server as it takes them, with what was seen', () => {
    for (const kind of commandKinds)
      for (const form of formsOf(kind, [entry('a', 'unacknowledged', { state: { seq: 9 } })], filled)) {
        assert.ok(v.is(commandSchema, form), kind);
        assert.equal(form.note, 'pump');
      }
    const [seen] = formsOf('acknowledge', [entry('a', 'returned', { state: { seq: 9 } })], {
      ...filled,
      note: '',
    });
    assert.deepEqual(seen, { kind: 'acknowledge', alarms: [{ alarm: 'a', occurrence: 1, seq: 9 }] });
  });

  it('are several where the alarms are many', () => {
    const many = Array.from({ length: 2 * mostAlarms + 1 }, (_, index) =>
      entry(`a${index}`, 'unacknowledged'),
    );
    assert.deepEqual(
      formsOf('acknowledge', many, filled).map(({ alarms }) => alarms.length),
      [mostAlarms, mostAlarms, 1],
    );
  });

  it('need a reason where they hide an alarm', () => {
    assert.deepEqual(commandKinds.filter(needsReason), ['shelve', 'out-of-service']);
  });
});

describe('shelving', () => {
  it('is offered up to the longest that all of the alarms allow', () => {
    assert.deepEqual(shelvingChoices([8 * hour, 45 * minute]), [10 * minute, 30 * minute, 45 * minute]);
    assert.deepEqual(shelvingChoices([hour]), [10 * minute, 30 * minute, hour]);
    assert.deepEqual(shelvingChoices([5 * minute]), [5 * minute]);
    assert.deepEqual(shelvingChoices([]), []);
  });

  it('is for an hour where nobody chose', () => {
    assert.equal(usualShelving(shelvingChoices([8 * hour])), hour);
    assert.equal(usualShelving(shelvingChoices([2 * hour])), hour);
    assert.equal(usualShelving(shelvingChoices([5 * minute])), 5 * minute);
    assert.equal(usualShelving(shelvingChoices([10 * hour * 100])), hour);
  });
});
