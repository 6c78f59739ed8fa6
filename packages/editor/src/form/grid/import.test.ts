import assert from 'node:assert/strict';
import { field, type RowFindings } from '@millwright/schema';
import type { List } from './edit.ts';
import { previewImport, readCsv } from './import.ts';

const columns = {
  name: field.text({ required: true }),
  area: field.choice({ options: ['coil', 'holding-register'], default: 'holding-register' }),
  address: field.text({ default: '0' }),
  factor: field.number({ optional: true, rare: true, min: -9, max: 9 }),
};
const declared = field.rows({
  maxRows: 9,
  unique: 'name',
  columns,
  problems: ['bad-address'],
  check: ({ address }): RowFindings<typeof columns, 'bad-address'> =>
    /^\d{1,5}$/.test(address) ? {} : { address: 'bad-address' },
});
const word = (label: string) => ({ label, option: (option: string) => option });
const list: List = {
  name: 'tags',
  field: declared,
  rules: {},
  words: { name: word('Name'), area: word('Area'), address: word('Address'), factor: word('Factor') },
};
const preview = (text: string, present: readonly { key: number; cells: object }[] = []) =>
  previewImport(readCsv(text, list), list, declared, {}, present as never);
const problems = (text: string, present?: readonly { key: number; cells: object }[]): string[] =>
  preview(text, present).rows.flatMap(({ line, problems: found }) =>
    [...found].map(([column, { code }]) => `${line} ${column} ${code}`),
  );

describe('importing a CSV file', () => {
  it('M-N-04: keeps the rows that are right, and says line and reason of the others', () => {
    const text = [
      '\u{feff}Name;Address;Area;Factor',
      'zone1;0;holding-register;0,1',
      '"zone; 2";10;coil;',
      'zone1;11;coil;',
      '"two',
      'lines";12;coil;',
      'zone3;4x;holding-register;',
      ';13;oven;2',
    ].join('\r\n');
    assert.deepEqual(problems(text), [
      '4 name duplicate-line',
      '5 name control-character',
      '7 address bad-address',
      '8 name required',
      '8 area not-a-choice',
    ]);
    assert.deepEqual(
      preview(text).sound.map(({ cells }) => cells),
      [
        { name: 'zone1', area: 'holding-register', address: '0', factor: '0.1' },
        { name: 'zone; 2', area: 'coil', address: '10' },
      ],
    );
  });

  for (const [title, separator] of [
    ['semicolons', ';'],
    ['commas', ','],
    ['tabs', '\t'],
  ] as const)
    it(`M-N-04: takes ${title}, and lines without a header`, () => {
      const text = [
        ['zone1', 'coil', '7'],
        ['zone2', 'coil', '8'],
      ]
        .map((cells) => cells.join(separator))
        .join('\n');
      assert.deepEqual(
        preview(text).sound.map(({ cells }) => cells['address']),
        ['7', '8'],
      );
    });

  it('M-N-04: refuses names that the table has already', () => {
    assert.deepEqual(problems('Name,Address\na,1\nb,2\nb,3', [{ key: 1, cells: { name: 'a' } }]), [
      '2 name duplicate',
      '4 name duplicate-line',
    ]);
  });

  it('M-N-04: says all that is wrong with a row at once', () => {
    assert.deepEqual(problems('Name,Area,Address,Factor\na,oven,4x,two'), [
      '2 area not-a-choice',
      '2 factor not-a-number',
      '2 address bad-address',
    ]);
  });

  it('M-N-04: refuses what no row can have, also in a cell that says nothing in this one', () => {
    const idle: List = { ...list, rules: { idle: ({ area }) => (area === 'coil' ? ['factor'] : []) } };
    const { rows, sound } = previewImport(
      readCsv('Name,Area,Address,Factor\na,coil,1,two\nb,coil,2,0.5', idle),
      idle,
      declared,
      {},
      [],
    );
    assert.deepEqual(
      rows.map(({ cells, problems: found }) => [cells['factor'], found.get('factor')?.code]),
      [
        ['two', 'not-a-number'],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(
      sound.map(({ line }) => line),
      [3],
    );
  });

  it('takes no more rows than the table may have, and names what it has no column for', () => {
    const rows = Array.from({ length: 20 }, (_, at) => `t${at},${at},x`);
    const { sound, file } = preview(['Name,Address,Remark', ...rows].join('\n'));
    assert.equal(sound.length, 9);
    assert.deepEqual(file.unknown, ['Remark']);
  });
});
