import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstLine } from './each-line.ts';
import { linesOf, longestLine } from './lines-of.ts';

describe('the lines of a file', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-cli-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  async function linesIn(text: string | Buffer): Promise<readonly string[]> {
    const file = join(directory, 'file');
    writeFileSync(file, text);
    const found: string[] = [];
    for await (const lines of linesOf(file)) found.push(...lines);
    assert.equal(await firstLine(file), found[0]);
    return found;
  }

  it('end with a newline, and with nothing else that Unicode calls the end of a line', async () => {
    assert.deepEqual(await linesIn('a\u2028b\u2029c\u0085d\u000be\rf\ng\r\n\nh'), [
      'a\u2028b\u2029c\u0085d\u000be\rf',
      'g',
      '',
      'h',
    ]);
    assert.deepEqual(await linesIn(''), []);
    assert.deepEqual(await linesIn('\n'), ['']);
  });

  it('are whole wherever the file is cut into pieces', async () => {
    // Characters of three bytes, so that pieces of a power of two end within them.
    const lines = [1, 87_381, 87_382, 200_000, 3].map((count) => '€'.repeat(count));
    assert.deepEqual(await linesIn(lines.join('\n')), lines);
  });

  it('fill no memory, however long they are', async () => {
    const [first = '', second, ...rest] = await linesIn(
      Buffer.concat([Buffer.alloc(longestLine + 700_000, 'x'), Buffer.from('\nnext')]),
    );
    assert.deepEqual([first.length, second, rest], [longestLine, 'next', []]);
  });
});
