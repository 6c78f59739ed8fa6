import assert from 'node:assert/strict';
import { KeptTags } from './kept-tags.ts';

const sample = (tag: string, time: number) => ({ tag, time, value: 1, quality: 0 });

describe('the tags of a store', () => {
  it('are what the thread says, and what has come since', () => {
    const tags = new KeptTags(10);
    tags.note(sample('deleted', 1), 1);
    tags.note(sample('old', 90), 1);
    tags.note({ ...sample('old', 100), unit: 'm' }, 3);
    tags.note(sample('new', 101), 3);
    tags.replace(
      [
        { tag: 'old', first: 20, last: 90 },
        { tag: 'before', first: 1, last: 2, unit: '°C' },
      ],
      2,
    );
    assert.deepEqual(tags.all(100), [
      { tag: 'old', first: 20, last: 100, unit: 'm' },
      { tag: 'before', first: 1, last: 2, unit: '°C' },
      { tag: 'new', first: 101, last: 101 },
    ]);
  });

  it('have as their newest sample the one that came last, where the latest is far in the future', () => {
    const tags = new KeptTags(2);
    const now = 1_790_000_000_000;
    for (const time of [now, now + 3e10, now + 1_000]) tags.note(sample('a', time), 1);
    assert.equal(tags.all(now + 2_000)[0]?.last, now + 1_000);
    tags.replace([{ tag: 'a', first: now, last: now }], 0);
    assert.equal(tags.all(now + 2_000)[0]?.last, now + 1_000);
    assert.equal(tags.all(now + 4e10)[0]?.last, now + 3e10);
  });

  it('are no more than so many', () => {
    const tags = new KeptTags(2);
    for (const tag of ['a', 'b', 'c']) tags.note(sample(tag, 1), 1);
    tags.remove('a');
    assert.deepEqual(
      tags.all(100).map(({ tag }) => tag),
      ['b'],
    );
  });
});
