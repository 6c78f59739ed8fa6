import assert from 'node:assert/strict';
import type { SidebarFoot } from '../sidebar/sidebar.ts';
import { contentWithoutRows, degradedTexts, gravestFoot, listedRows, type ShownSection } from './listed.ts';
import type { PlcContent, PlcRow } from './section.ts';

const open = (): void => {};
const row = (name: string, ...words: readonly string[]): PlcRow => ({
  key: name,
  tone: 'good',
  name,
  state: 'online',
  text: '10.0.0.7:502 · TCP',
  words,
  open,
});
const connections = (
  rows: readonly PlcRow[],
  more: { foot?: SidebarFoot; degraded?: string } = {},
): PlcContent => ({ kind: 'connections', rows, empty: { title: 'Nothing', text: '' }, ...more });
const shown = (name: string, content: PlcContent): ShownSection => ({
  section: { id: name.toLowerCase(), name, onShow: open },
  content,
});
const foot = (tone: SidebarFoot['tone'], text: string): SidebarFoot => ({ tone, text, label: '', open });
const failed: PlcContent = {
  kind: 'failed',
  title: 'S7 could not be read',
  failure: { code: 'editor.unreachable', message: 'gone', status: 0 },
  texts: { find: () => undefined, locale: 'en-US' },
  retry: open,
};

describe('what the PLC sidebar lists', () => {
  const two = [
    shown('Modbus', connections([row('Filler', 'Levels', 'Unit 9'), row('Press')])),
    shown('S7', connections([row('Oven')])),
  ];
  const found = (text: string): readonly string[] =>
    listedRows(two, text, 'en-US').flatMap(({ label, items }) => [label, ...items.map(({ name }) => name)]);

  it('has all of every section, each under its name', () => {
    assert.deepEqual(found(''), ['Modbus', 'Filler', 'Press', 'S7', 'Oven']);
  });

  it('is narrowed to rows that have each word somewhere: name, place, state, units, tables', () => {
    assert.deepEqual(found('ONLINE oven'), ['S7', 'Oven']);
    assert.deepEqual(found('levels'), ['Modbus', 'Filler']);
    assert.deepEqual(found('unit 9'), ['Modbus', 'Filler']);
    assert.deepEqual(found('10.0.0.7 press'), ['Modbus', 'Press']);
    assert.deepEqual(found('press oven'), []);
  });
});

describe('the foot of the PLC sidebar', () => {
  it('is that of the section that fares worst, and says which one it is', () => {
    const modbus = shown('Modbus', connections([], { foot: foot('good', '3 online') }));
    assert.equal(gravestFoot([modbus])?.text, '3 online');
    const s7 = shown('S7', connections([], { foot: foot('bad', 'Oven not reached') }));
    assert.equal(gravestFoot([modbus, s7])?.text, 'S7: Oven not reached');
    assert.equal(gravestFoot([shown('S7', failed)]), undefined);
  });
});

describe('what stands in the PLC sidebar without a list', () => {
  it('is what went wrong, then what is on its way, then what to do', () => {
    const loading: PlcContent = { kind: 'loading', doing: 'Looking' };
    const kind = (...contents: readonly PlcContent[]) =>
      contentWithoutRows(contents.map((content, index) => shown(`P${index}`, content)))?.kind;
    assert.equal(kind(connections([]), loading, failed), 'failed');
    assert.equal(kind(connections([]), loading), 'loading');
    assert.equal(kind(connections([])), 'connections');
    assert.equal(kind(), undefined);
  });

  it('is said below the list where another section has rows', () => {
    const old = shown('Modbus', connections([row('Filler')], { degraded: 'From 12:00.' }));
    assert.deepEqual(degradedTexts([old, shown('S7', failed)]), ['From 12:00.', 'S7 could not be read']);
  });
});
