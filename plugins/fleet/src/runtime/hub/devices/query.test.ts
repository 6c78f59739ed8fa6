import assert from 'node:assert/strict';
import { requestErrors } from '@millwright/schema';
import { cursorOf, type RawQuery, readQuery } from './query.ts';

const read = (raw: Partial<RawQuery>) => readQuery({ limit: 10, ...raw }, ['a']);

describe('the query of a list of devices', () => {
  it('is read as it was written', () => {
    assert.deepEqual(read({}), { limit: 10, online: { ids: ['a'] } });
    const labels = [{ name: 'site', value: 'north' }];
    assert.deepEqual(
      read({ text: 'x', labels: JSON.stringify(labels), states: 'new, safe', online: 'false' }),
      { limit: 10, text: 'x', labels, states: ['new', 'safe'], online: { ids: ['a'], isWanted: false } },
    );
    const last = { sorted: 'öfen 1', id: 'ofen-1' };
    assert.deepEqual(read({ after: cursorOf(last) }).after, last);
  });

  it('is refused where it says what cannot be', () => {
    for (const raw of [
      { labels: '[' },
      { labels: '[{"name":"a"}]' },
      { labels: '[{"name":"a","value":"b"},{"name":"a","value":"c"}]' },
      { states: 'new,old' },
      { states: '' },
      { after: 'x' },
      { after: Buffer.from('["a"]').toString('base64url') },
    ])
      assert.throws(() => read(raw), requestErrors.invalid.is, JSON.stringify(raw));
  });
});
