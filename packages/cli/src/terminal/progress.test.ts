import assert from 'node:assert/strict';
import { Progress } from './progress.ts';

function written(
  columns: number | undefined,
  elsewhere: 'lines' | 'silent',
): { text: string; progress: Progress } {
  const result = { text: '', progress: undefined as unknown as Progress };
  const output = {
    write: (text: string) => {
      result.text += text;
    },
    colour: false,
    columns,
  };
  result.progress = new Progress(output, elsewhere);
  return result;
}

const clear = '\r\u001b[K';

describe('progress', () => {
  it('is one line that changes on a terminal, and goes', () => {
    const to = written(12, 'silent');
    to.progress.show('one');
    to.progress.show('one');
    to.progress.show('two\u001b[2J and more');
    to.progress.clear();
    to.progress.clear();
    assert.equal(to.text, `${clear}one${clear}two [2J an…${clear}`);
  });

  it('elsewhere is a line for each step, or nothing', () => {
    const lines = written(undefined, 'lines');
    const silent = written(undefined, 'silent');
    for (const { progress } of [lines, silent]) {
      progress.show('one');
      progress.show('one');
      progress.show('two');
      progress.clear();
    }
    assert.deepEqual([lines.text, silent.text], ['one\ntwo\n', '']);
  });
});
