import assert from 'node:assert/strict';
import { firstCode, lifetimes, lifetimeText, readCode } from './draft.ts';

describe('an enrolment code that is asked for', () => {
  it('is for one device and an hour, if nothing else is said', () => {
    assert.deepEqual(readCode(firstCode), { ok: true, body: { uses: 1, lasts: 60, labels: [] } });
  });

  it('has what was typed', () => {
    const labels = [{ name: 'line', value: '1' }];
    assert.deepEqual(readCode({ uses: ' 20', lasts: 15, labels, note: ' Line 1 ', url: 'https://hub/red' }), {
      ok: true,
      body: { uses: 20, lasts: 15, labels, note: 'Line 1', url: 'https://hub/red' },
    });
  });

  it('is refused field by field', () => {
    const problems = (more: object) => {
      const read = readCode({ ...firstCode, ...more });
      return read.ok ? {} : read.problems;
    };
    for (const uses of ['', '0', '1001', '-1', '1.5', 'two'])
      assert.deepEqual(problems({ uses }), { uses: true });
    for (const url of ['hub', 'ftp://hub', 'http://', 'javascript:1'])
      assert.deepEqual(problems({ url }), { url: true });
    assert.deepEqual(problems({ labels: [{ name: 'x', value: '' }] }), { labels: true });
  });

  it('says its lifetimes in whole units', () => {
    assert.deepEqual(
      lifetimes.map((minutes) => lifetimeText(minutes, 'en')),
      ['15 minutes', '1 hour', '1 day', '7 days', '30 days'],
    );
  });
});
