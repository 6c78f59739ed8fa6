import assert from 'node:assert/strict';
import { notUp } from './process.ts';

describe('a process of the demo that is not up', () => {
  const options = { name: 'The PLC', logFile: '/tmp/plc.log' };

  it('is told of with the end of what it printed', () => {
    const text = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n');
    const told = notUp(options, 'ended at once (exit code 1).', `${text}\n`);
    assert.match(
      told,
      /^The PLC ended at once \(exit code 1\)\. The last lines of \/tmp\/plc\.log:\nline 5\n/,
    );
    assert.match(told, /line 19$/);
  });

  it('has printed nothing', () => {
    assert.equal(
      notUp(options, 'was not ready after 60 s: the machine may be too slow for it, or too busy.', '\n'),
      'The PLC was not ready after 60 s: the machine may be too slow for it, or too busy. Its log, /tmp/plc.log, is empty so far.',
    );
  });
});
