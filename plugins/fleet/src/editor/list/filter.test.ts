import assert from 'node:assert/strict';
import {
  attention,
  filterQuery,
  isFiltered,
  noFilter,
  setCount,
  stateChoice,
  withLabel,
  withoutLabel,
  withStateChoice,
} from './filter.ts';
import { readSaved, savedOf, withoutSaved, withSaved } from './saved.ts';

const line3 = { name: 'line', value: '3' };
const graz = { name: 'site', value: 'Graz' };

describe('the filter of the list of devices', () => {
  it('asks for nothing where nothing is set', () => {
    assert.deepEqual(filterQuery(noFilter), {});
    assert.equal(isFiltered(noFilter), false);
  });

  it('asks for all that is set', () => {
    const filter = withStateChoice(
      withLabel({ ...noFilter, text: 'fill', reach: 'offline' }, line3),
      'failed',
    );
    assert.deepEqual(filterQuery(filter), {
      text: 'fill',
      labels: '[{"name":"line","value":"3"}]',
      states: 'failed',
      online: 'false',
    });
    assert.equal(setCount(filter), 3);
  });

  it('knows states one by one, and those that need somebody', () => {
    assert.equal(stateChoice(noFilter), '');
    assert.equal(stateChoice(withStateChoice(noFilter, 'safe')), 'safe');
    assert.equal(stateChoice(withStateChoice(noFilter, attention)), attention);
    assert.deepEqual(withStateChoice(noFilter, 'no such state').states, []);
  });

  it('has one value for each label name', () => {
    const both = withLabel(withLabel(withLabel(noFilter, { name: 'line', value: '2' }), graz), line3);
    assert.deepEqual(both.labels, [graz, line3]);
    assert.deepEqual(withoutLabel(both, line3).labels, [graz]);
  });
});

describe('saved selections', () => {
  const lines = { name: 'Line 3', filter: withLabel(noFilter, line3) };

  it('are read as they were kept', () => {
    const all = withSaved([], lines);
    assert.deepEqual(readSaved(JSON.stringify(all)), all);
    assert.equal(savedOf(all, withLabel(noFilter, line3))?.name, 'Line 3');
    assert.equal(savedOf(all, noFilter), undefined);
  });

  it('take the place of the one of their name, and go', () => {
    const all = withSaved(withSaved([], lines), { ...lines, filter: noFilter });
    assert.deepEqual(all, [{ name: 'Line 3', filter: noFilter }]);
    assert.deepEqual(withoutSaved(all, 'Line 3'), []);
  });

  it('are none where what was kept cannot be read', () => {
    for (const text of [undefined, '', '{', '[]x', '[{"name":1}]', 'null'])
      assert.deepEqual(readSaved(text), []);
  });
});
