import assert from 'node:assert/strict';
import { listText } from './list-text.ts';
import { madeUp } from './version.fixture.ts';

const nowhere = { colour: false, columns: undefined };

describe('the list of versions', () => {
  it('has one line for each, in columns, with signs for what runs and what is pinned', () => {
    const versions = [
      madeUp({ number: 100, state: 'current', name: 'Before the shift', note: 'line\nbreak' }),
      madeUp({ number: 9, pinned: true, actor: { kind: 'system' } }),
    ];
    assert.equal(
      listText(versions, nowhere),
      '● 100   2026-11-25 22:31  anna      [Before the shift]  “line break”  nothing changed in the flows\n' +
        '    9 ◆ 2026-11-25 22:31  Node-RED  nothing changed in the flows\n',
    );
  });

  it('keeps to the width of a terminal, colours or not', () => {
    const versions = [madeUp({ name: 'x'.repeat(100), pinned: true, state: 'current' })];
    const bare = listText(versions, { colour: false, columns: 60 });
    assert.equal(bare.trimEnd().length, 60);
    assert.match(bare, /…\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken away here
    assert.equal(listText(versions, { colour: true, columns: 60 }).replace(/\u001b\[\d+m/g, ''), bare);
  });

  it('of none is empty', () => assert.equal(listText([], nowhere), ''));

  it('cannot steer the terminal', () => {
    const versions = [
      madeUp({ name: 'a\u001b[2J', note: '\u202e', actor: { kind: 'user', name: '\u0007' } }),
    ];
    for (const each of ['\u001b', '\u202e', '\u0007']) {
      assert.equal(listText(versions, nowhere).includes(each), false);
    }
  });
});
