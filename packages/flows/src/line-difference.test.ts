import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parameters } from './flows.fixture.ts';
import { lineDifference } from './line-difference.ts';

describe('the difference of two texts by lines', () => {
  it('shows lines that came, went and stayed', () => {
    assert.deepEqual(lineDifference('a\nb\nc', 'a\nB\nc'), [
      {
        beforeStart: 1,
        afterStart: 1,
        lines: [
          { state: 'same', text: 'a' },
          { state: 'removed', text: 'b' },
          { state: 'added', text: 'B' },
          { state: 'same', text: 'c' },
        ],
      },
    ]);
    assert.deepEqual(lineDifference('same', 'same'), []);
  });

  it('shows only so many lines around', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const after = lines.with(4, 'five').toSpliced(15, 0, 'new');
    const hunks = lineDifference(lines.join('\n'), after.join('\n'), { context: 1 });
    assert.deepEqual(
      hunks.map(({ beforeStart, afterStart, lines }) => [
        beforeStart,
        afterStart,
        lines.map(({ state, text }) => `${state[0]} ${text}`),
      ]),
      [
        [4, 4, ['s line 4', 'r line 5', 'a five', 's line 6']],
        [15, 15, ['s line 15', 'a new', 's line 16']],
      ],
    );
  });

  it('gives back both texts, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '', 'c\r', '  a'), { maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (before === after) return;
        const lines = lineDifference(before, after).flatMap((hunk) => hunk.lines);
        const side = (other: string) =>
          lines
            .filter(({ state }) => state !== other)
            .map((line) => line.text)
            .join('\n');
        assert.equal(side('added'), before);
        assert.equal(side('removed'), after);
      }),
      parameters,
    );
  });

  it('does not search for long between texts that have little in common', () => {
    const text = (word: string) => Array.from({ length: 30_000 }, (_, index) => `${word}${index}`).join('\n');
    const [hunk] = lineDifference(text('a'), text('b'));
    assert.equal(hunk?.lines.length, 60_000);
  });
});
