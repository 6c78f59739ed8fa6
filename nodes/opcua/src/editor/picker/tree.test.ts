import assert from 'node:assert/strict';
import {
  activated,
  closed,
  failed,
  isUnknown,
  linesOf,
  loaded,
  loading,
  moveFor,
  opened,
  type PickedNode,
  placeAt,
  type Tree,
  toggled,
  treeOf,
} from './tree.ts';

const object = (name: string): PickedNode => ({ address: `s=${name}`, name, class: 'Object' });
const variable = (name: string): PickedNode => ({ address: `s=${name}`, name, class: 'Variable' });
const method = (name: string): PickedNode => ({ address: `s=${name}`, name, class: 'Method' });

const shown = (tree: Tree) =>
  linesOf(tree).map((line) =>
    line.kind === 'place'
      ? `${'  '.repeat(line.place.level - 1)}${line.isOpen === undefined ? '·' : line.isOpen ? '-' : '+'} ${line.place.node.name}`
      : `${'  '.repeat(line.level - 1)}(${line.kind})`,
  );

const line = 's=Objects\ns=Line';

function scene(): Tree {
  const tree = loaded(
    opened(treeOf([object('Objects')]), 's=Objects'),
    's=Objects',
    [object('Line'), variable('State')],
    false,
  );
  return loaded(opened(tree, line), line, [variable('Speed'), method('Start'), object('Line')], false);
}

describe('tree of a server', () => {
  it('shows what is open, and what is to be said of what is not there yet', () => {
    let tree = treeOf([object('Objects')]);
    assert.deepEqual(shown(tree), ['+ Objects']);
    tree = loading(opened(tree, 's=Objects'), 's=Objects');
    assert.deepEqual(shown(tree), ['- Objects', '  (loading)']);
    assert.deepEqual(shown(failed(tree, 's=Objects', 'no')), ['- Objects', '  (failed)']);
    assert.deepEqual(shown(loaded(tree, 's=Objects', [], false)), ['- Objects', '  (empty)']);
    assert.deepEqual(shown(loaded(tree, 's=Objects', [method('Start')], true)), [
      '- Objects',
      '  · Start',
      '  (truncated)',
    ]);
    assert.deepEqual(shown(scene()), [
      '- Objects',
      '  - Line',
      '    + Speed',
      '    · Start',
      '    + Line',
      '  + State',
    ]);
  });

  it('knows a node that is in several places, as in a ring', () => {
    const tree = scene();
    const inner = `${line}\ns=Line`;
    assert.equal(placeAt(tree, inner)?.level, 3);
    assert.equal(isUnknown(tree, inner), true);
    const again = loaded(opened(tree, inner), inner, [variable('Speed'), variable('Speed')], false);
    assert.equal(
      linesOf(again).filter((each) => each.kind === 'place' && each.place.node.name === 'Speed').length,
      2,
    );
  });

  it('has nothing to open where a variable turned out to have nothing below it', () => {
    const tree = loaded(opened(scene(), 's=Objects\ns=State'), 's=Objects\ns=State', [], false);
    assert.equal(shown(tree).at(-1), '  · State');
  });

  it('goes where the keys of a tree go', () => {
    const tree = activated(scene(), line);
    const press = (key: string, active = line) => moveFor(key, linesOf(tree), active, 3);
    assert.deepEqual(press('ArrowDown'), { kind: 'go', key: `${line}\ns=Speed` });
    assert.deepEqual(press('ArrowUp'), { kind: 'go', key: 's=Objects' });
    assert.deepEqual(press('ArrowRight'), { kind: 'go', key: `${line}\ns=Speed` });
    assert.deepEqual(press('ArrowRight', `${line}\ns=Speed`), { kind: 'open', key: `${line}\ns=Speed` });
    assert.equal(press('ArrowRight', `${line}\ns=Start`), undefined);
    assert.deepEqual(press('ArrowLeft'), { kind: 'close', key: line });
    assert.deepEqual(press('ArrowLeft', `${line}\ns=Start`), { kind: 'go', key: line });
    assert.deepEqual(press('PageDown'), { kind: 'go', key: `${line}\ns=Line` });
    assert.deepEqual(press('Home'), { kind: 'go', key: 's=Objects' });
    assert.deepEqual(press('End'), { kind: 'go', key: 's=Objects\ns=State' });
    assert.equal(press('x'), undefined);
    assert.equal(closed(activated(tree, `${line}\ns=Start`), line).active, line);
  });

  it('stops at what failed, so that it can be tried again', () => {
    const inner = `${line}\ns=Line`;
    const tree = failed(opened(scene(), inner), inner, 'no');
    const move = moveFor('ArrowDown', linesOf(tree), inner, 3);
    assert.equal(move?.kind === 'go' && linesOf(tree).find(({ key }) => key === move.key)?.kind, 'failed');
  });

  it('chooses one, or several', () => {
    const tree = scene();
    const [speed, state] = [`${line}\ns=Speed`, 's=Objects\ns=State'].map((key) => placeAt(tree, key));
    assert.ok(speed && state);
    assert.deepEqual(
      [...toggled(toggled(tree, speed, true), state, true).chosen.keys()],
      ['s=Speed', 's=State'],
    );
    assert.deepEqual([...toggled(toggled(tree, speed, false), state, false).chosen.keys()], ['s=State']);
    assert.equal(toggled(toggled(tree, speed, true), speed, true).chosen.size, 0);
  });
});
