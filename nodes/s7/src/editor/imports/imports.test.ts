import assert from 'node:assert/strict';
import type { ReadFile } from '@millwright/editor';
import { addressProblem } from '@millwright/s7';
import { readNode } from '../../mw-s7-read/schema.ts';
import { tagsNode } from '../../mw-s7-tags/schema.ts';
import { readContrib } from './contrib.ts';
import { readDataBlocks } from './data-blocks.ts';
import { readTagTable } from './tag-table.ts';

const cellsOf = (file: ReadFile | undefined) => file?.rows.map(({ line, cells }) => [line, cells]);
const kindOf = ({ kind }: { readonly kind: string }): string => kind;

describe('S-N-04: importing tags', () => {
  const tia = (separator: string, ...lines: readonly (readonly string[])[]): string =>
    lines.map((cells) => cells.join(separator)).join('\r\n');
  const head = ['Name', 'Path', 'Data Type', 'Logical Address', 'Comment', 'Hmi Visible'];

  for (const separator of [',', ';', '\t'])
    it(`S-N-04: reads the PLC tags of TIA Portal with ${JSON.stringify(separator)} between their columns`, () => {
      const text = tia(
        separator,
        head,
        ['Ready', 'Default tag table', 'Bool', '%I0.0', '', 'True'],
        ['Speed', 'Drives', 'Real', '%MD4', 'rpm', 'True'],
        ['Raw', 'Drives', 'Int', '%IW64:P', '', 'True'],
        ['Set', 'Drives', 'Word', '%QW10', '', 'True'],
        ['Delay', 'Drives', 'Timer', '%T5', '', 'True'],
        ['Limits', 'Drives', 'Array[0..3] of Int', '%MW20', '', 'True'],
        ['Bits', 'Drives', 'Array[1..9] of Bool', '%M30.0', '', 'True'],
        ['Motor', 'Drives', '"Motor_UDT"', '%M100.0', '', 'True'],
      );
      const file = readTagTable(text, kindOf);
      assert.equal(file?.format, 'TIA Portal');
      assert.deepEqual(cellsOf(file), [
        [2, { name: 'Ready', group: 'Default tag table', address: 'I0.0' }],
        [3, { name: 'Speed', group: 'Drives', address: 'MD4:REAL' }],
        [4, { name: 'Raw', group: 'Drives', address: 'PIW64:INT' }],
        [5, { name: 'Set', group: 'Drives', address: 'QW10' }],
        [6, { name: 'Delay', group: 'Drives', address: 'T5' }],
        [7, { name: 'Limits', group: 'Drives', address: 'MW20:INT[4]' }],
        [8, { name: 'Bits', group: 'Drives', address: 'M30.0:BOOL[9]' }],
      ]);
      assert.deepEqual(file?.refused, [{ line: 9, reason: 'type' }]);
    });

  it('S-N-04: reads them with German heads, and leaves an address that is none for its cell to say so', () => {
    const text = tia(
      ';',
      ['Name', 'Pfad', 'Datentyp', 'Logische Adresse', 'Kommentar'],
      ['Bereit', '', 'Bool', '%E0.0', ''],
      ['Falsch', '', 'Int', '%MW', ''],
    );
    assert.deepEqual(cellsOf(readTagTable(text, kindOf)), [
      [2, { name: 'Bereit', address: 'I0.0' }],
      [3, { name: 'Falsch', address: '%MW' }],
    ]);
  });

  it('S-N-04: takes no type for another where it and the address contradict each other', () => {
    for (const [address, type] of [
      ['MD 40', 'DATE_AND_TIME'],
      ['%MD4', 'LReal'],
      ['%MW4', 'Bool'],
      ['%M4.3', 'LReal'],
      ['%MW4', 'Real'],
      ['%IW64:P', 'Real'],
      ['%T5', 'Int'],
      ['%MW10', 'Timer'],
    ] as const) {
      const file = readTagTable(tia(';', head, ['D', '', type, address]), kindOf);
      const imported = String(file?.rows[0]?.cells['address']);
      assert.ok(imported.includes(address), imported);
      assert.ok(addressProblem(imported), imported);
    }
    const fitting = tia(';', head, ['D', '', 'LReal', '%M4.0'], ['E', '', 'DATE_AND_TIME', 'M 40.0']);
    assert.deepEqual(cellsOf(readTagTable(fitting, kindOf)), [
      [2, { name: 'D', address: 'MB4:LREAL' }],
      [3, { name: 'E', address: 'MB40:DT' }],
    ]);
  });

  it('S-N-04: reads the symbols of STEP 7, and says which of them are no values', () => {
    const text = [
      '"Motor on","Q     0.0","BOOL","of the belt"',
      '"Speed","MW    10","INT",""',
      '"Line","DB    10","DB    10",""',
    ].join('\n');
    const file = readTagTable(text, kindOf);
    assert.equal(file?.format, 'STEP 7');
    assert.deepEqual(cellsOf(file), [
      [1, { name: 'Motor on', address: 'Q0.0' }],
      [2, { name: 'Speed', address: 'MW10:INT' }],
    ]);
    assert.deepEqual(
      file?.refused.map(({ line }) => line),
      [3],
    );
  });

  it('S-N-04: reads the symbols of STEP 7 where one of them has no address yet, and leaves that to its cell', () => {
    const text = '"Motor on","Q     0.0","BOOL","of the belt"\n"Speed   ","            ","INT       ",""\n';
    const file = readTagTable(text, kindOf);
    assert.equal(file?.format, 'STEP 7');
    assert.deepEqual(cellsOf(file), [
      [1, { name: 'Motor on', address: 'Q0.0' }],
      [2, { name: 'Speed', address: '' }],
    ]);
    assert.equal(readTagTable('"a","","INT",""\n"b","","INT",""', kindOf), undefined);
    assert.equal(readTagTable('name,address,type,access\na,MW 10,INT,read', kindOf), undefined);
  });

  for (const [separator, text] of [
    [
      'semicolons',
      'DB1,REAL4;Level\nDB1,X0.3;Ready\nDB1,INT0.10;Values\nMR8;Speed\nDB2,S20.10;Text\nnonsense;Odd',
    ],
    [
      'commas',
      'DB1,REAL4,Level\nDB1,X0.3,Ready\nDB1,INT0.10,Values\nMR8,Speed\nDB2,S20.10,Text\nnonsense,Odd',
    ],
    [
      'quotes',
      '"DB1,REAL4","Level"\n"DB1,X0.3","Ready"\n"DB1,INT0.10","Values"\n"MR8","Speed"\n"DB2,S20.10","Text"\n"nonsense","Odd"',
    ],
  ] as const)
    it(`S-N-04: reads the variables of node-red-contrib-s7 with ${separator}`, () => {
      const file = readContrib(text);
      assert.equal(file?.format, 'node-red-contrib-s7');
      assert.deepEqual(
        file?.rows.map(({ cells }) => [cells['name'], cells['address']]),
        [
          ['Level', 'DB1.DBD4:REAL'],
          ['Ready', 'DB1.DBX0.3'],
          ['Values', 'DB1.DBW0:INT[10]'],
          ['Speed', 'MD8:REAL'],
          ['Text', 'DB2.DBB20:STRING[10]'],
          ['Odd', 'nonsense'],
        ],
      );
    });

  it('S-N-04: reads the sources of data blocks, and says by line what of them has no address', () => {
    const file = readDataBlocks(
      'DATA_BLOCK DB 10\nSTRUCT\nstate : INT;\nmotor : STRUCT\nspeed : REAL;\nEND_STRUCT;\ntimer : "TON_TIME";\nlast : BOOL;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK',
      kindOf,
    );
    assert.deepEqual(cellsOf(file), [
      [3, { name: 'DB10.state', address: 'DB10.DBW0:INT' }],
      [5, { name: 'DB10.motor.speed', address: 'DB10.DBD2:REAL', group: 'DB10.motor' }],
    ]);
    assert.deepEqual(file?.refused, [
      { line: 7, reason: 'type-unknown' },
      { line: 8, reason: 'offset-unknown' },
    ]);
  });

  it('S-N-04: has room in the table for the structures that variables are in', () => {
    const file = readDataBlocks(
      'DATA_BLOCK "Line_Capper_Station_01" // DB7\nSTRUCT\nTorqueController : STRUCT\nParameters : STRUCT\nLimits : STRUCT\nHigh : REAL;\nEND_STRUCT;\nEND_STRUCT;\nEND_STRUCT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK',
      kindOf,
    );
    const group = 'Line_Capper_Station_01.TorqueController.Parameters.Limits';
    assert.deepEqual(cellsOf(file), [[6, { name: `${group}.High`, address: 'DB7.DBD0:REAL', group }]]);
    const tags = file?.rows.map(({ cells }) => cells) ?? [];
    assert.deepEqual(tagsNode.problems({ name: 'Capper', connection: 'c1', tags }), []);
    assert.deepEqual(readNode.problems({ tags: 't1', which: 'group', group }), []);
  });

  for (const text of ['', 'name,address\nLevel,DB1.DBD4', 'Level;rpm\nSpeed;rpm', 'some words'])
    it(`takes none of these for its own: ${JSON.stringify(text)}`, () => {
      assert.equal(readTagTable(text, kindOf), undefined);
      assert.equal(readContrib(text), undefined);
      assert.equal(readDataBlocks(text, kindOf), undefined);
    });
});
