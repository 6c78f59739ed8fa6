import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isCodedError } from '@millwright/schema';
import type { DataType } from '../data-type.ts';
import { formatAddress } from './format.ts';
import { addressProblem, parseAddress } from './parse.ts';
import { type AddressProblemCode, addressProblemWords } from './problems.ts';

const canonical = (text: string, type?: DataType): string => {
  const { place, shape, zone } = parseAddress(text, type);
  return formatAddress(place, shape, zone);
};

/** Each canonical address with the other ways to write it. */
const notations: readonly (readonly [string, ...(readonly string[])])[] = [
  [
    'DB1.DBX0.3',
    'db1.dbx0.3',
    '%DB1.DBX0.3',
    'DB1,X0.3',
    ' DB1.DBX 0.3 ',
    'DB 1.DBX0.3',
    'DB1.DBX0.3:BOOL',
    'DB1,BOOL0.3',
  ],
  ['DB1.DBB7', '%DB1.DBB7', 'DB1,B7', 'DB1,BYTE7', 'DB1.DBB7:BYTE'],
  ['DB1.DBW4', 'DB1,W4', 'DB1,WORD4', 'DB1.DBW4:WORD', 'DB1.DBB4:WORD'],
  ['DB1.DBD4', 'DB1,DW4', 'DB1,DWORD4', 'DB1,D4', '%DB1.DBD4'],
  [
    'DB1.DBD4:REAL',
    'DB1,REAL4',
    'DB1,R4',
    'DB1.REAL4',
    'DB1.DBD4 : REAL',
    'db1.dbd4:real',
    '%DB1.DBD4:REAL',
    'DB1.DBB4:REAL',
  ],
  ['DB1.DBW2:INT', 'DB1,INT2', 'DB1,I2', 'DB1.DBW2:INT'],
  ['DB1.DBD2:DINT', 'DB1,DINT2', 'DB1,DI2'],
  ['DB1.DBB8:LREAL', 'DB1,LREAL8', 'DB1,LR8', 'DB1.DBX8.0:LREAL'],
  ['DB1.DBB2:CHAR', 'DB1,C2', 'DB1,CHAR2'],
  ['DB1.DBB22:CHAR[30]', 'DB1,C22.30'],
  ['DB1.DBB20:STRING[10]', 'DB1,STRING20.10', 'DB1,S20.10', 'DB1.DBB20 : STRING[10]'],
  ['DB1.DBB20:STRING[30][3]', 'DB1,S20.30.3', 'DB1,STRING20.30.3'],
  ['DB1.DBB20:WSTRING[16382]', 'DB1,WSTRING20.16382'],
  ['DB1.DBB0:STRING[0]', 'DB1,S0.0'],
  ['DB1.DBD0:REAL[20]', 'DB1,REAL0.20'],
  ['DB1.DBW12:INT[2]', 'DB1,INT12.2'],
  ['DB1.DBX14.0:BOOL[8]', 'DB1,X14.0.8'],
  ['DB1.DBX0.3:BOOL[17]', 'DB1,X0.3.17'],
  ['DB1.DBB0:BYTE[4]', 'DB1,B0.4'],
  ['DB1.DBB0:DT', 'DB1,DT0', 'DB1.DBB0:DATE_AND_TIME'],
  ['DB1.DBB0:DTZ', 'DB1,DTZ0', 'db1.dbb0:dtz'],
  ['DB1.DBB0:DTLZ[2]', 'DB1,DTLZ0.2'],
  ['DB2.DBB2:DTL', 'DB2,DTL2'],
  ['DB1.DBD0:TOD', 'DB1,TOD0', 'DB1.DBD0:TIME_OF_DAY'],
  ['DB1.DBB0:LTOD', 'DB1.DBB0:LTIME_OF_DAY'],
  ['DB1.DBB0:LDT', 'DB1.DBB0:DATE_AND_LTIME'],
  ['DB1.DBW0:S5TIME', 'DB1.DBB0:S5TIME', 'DB1,S5TIME0', 'db1,s5time0'],
  ['MW4:S5TIME[3]', 'MS5TIME4.3'],
  ['DB65535.DBX2097151.7'],
  ['I0.1', 'E0.1', '%E0.1', 'E 0.1', 'i0.1', 'IX0.1', '%IX0.1', 'I0.1:BOOL'],
  ['IB0', 'EB0', '%IB0'],
  ['IB7:CHAR', 'IC7', 'EC7'],
  ['IW10:INT', 'II10', 'EI10', 'IINT10'],
  ['ID22:DINT', 'IDI22', 'EDI22'],
  ['Q2.1', 'A2.1', 'QX2.1'],
  ['QW4', 'AW4', '%AW4', 'AW 4'],
  ['QW12:INT', 'QI12', 'AI12'],
  ['QD36:REAL', 'QR36', 'AR36'],
  ['M3.2', 'MX3.2', '%M3.2'],
  ['MW10', '%MW10', 'MW 10', 'mw10', 'MWORD10', 'MB10:WORD'],
  ['MD4', 'MDW4', '%MD4'],
  ['MD4:REAL', 'MR4', 'MREAL4', '%MD4:REAL'],
  ['MB100:LREAL', '%M100.0:LREAL', 'MLR100'],
  ['MW14:INT[2]', 'MI14.2'],
  ['V0.3', '%V0.3'],
  ['VW0', 'vw0', 'VWORD0'],
  ['VD4:REAL', 'VR4'],
  ['T5', 'T 5', '%T5', 'T5:TIMER'],
  ['T0:TIMER[10]', 't0:timer[10]'],
  ['C3', 'Z3', 'C3:COUNTER'],
  ['PIW256', 'PEW256', 'PEW 256', '%IW256:P', 'IW256:P:WORD'],
  ['PIW256:INT', 'PII256', '%IW256:P:INT', 'IW256:p : int'],
  ['PQB4', 'PAB4', '%QB4:P'],
  ['PQD4', 'PAD4'],
];

describe('addresses in every notation', () => {
  for (const [wanted, ...others] of notations) {
    it(`S-A-01: has ${wanted} for ${others.join(', ') || 'itself'}`, () => {
      assert.equal(canonical(wanted), wanted);
      for (const other of others) assert.equal(canonical(other), wanted, other);
    });
  }

  it('S-A-01: reads place and type out of an address', () => {
    assert.deepEqual(parseAddress('DB1.DBX0.3:BOOL[17]'), {
      place: { area: 'DB', db: 1, start: 0, bit: 3 },
      shape: { type: 'BOOL', count: 17 },
      named: true,
    });
    assert.deepEqual(parseAddress('PEW256'), {
      place: { area: 'PI', start: 256 },
      shape: { type: 'WORD' },
      named: false,
    });
    assert.deepEqual(parseAddress('DB1,S20.10.2'), {
      place: { area: 'DB', db: 1, start: 20 },
      shape: { type: 'STRING', length: 10, count: 2 },
      named: true,
    });
  });

  it('S-A-01: reads what the README says that it reads', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([^`]+)` \| (`[^|]+`) \|$/gm)];
    assert.ok(rows.length > 10);
    for (const [, wanted = '', others = ''] of rows) {
      for (const [, other = ''] of others.matchAll(/`([^`]+)`/g))
        assert.equal(canonical(other), wanted, other);
    }
  });

  it('keeps that DTZ and DTLZ mean UTC', () => {
    assert.equal(parseAddress('DB1,DTZ10').zone, 'utc');
    assert.equal(parseAddress('DB1,DTLZ10').zone, 'utc');
    assert.equal(parseAddress('DB1.DBB10:DTZ').zone, 'utc');
    assert.equal('zone' in parseAddress('DB1,DT10'), false);
  });

  it('lets the type of the tag stand in where the address names none', () => {
    assert.equal(canonical('DB1.DBW4', 'INT'), 'DB1.DBW4:INT');
    assert.equal(canonical('MD4', 'REAL'), 'MD4:REAL');
    assert.equal(canonical('%M100.0', 'LREAL'), 'MB100:LREAL');
    assert.equal(canonical('M0.0', 'BOOL'), 'M0.0');
    assert.equal(canonical('DB1,REAL4', 'REAL'), 'DB1.DBD4:REAL');
    assert.equal(canonical('DB1.DBB4', 'DTL'), 'DB1.DBB4:DTL');
    assert.equal(canonical('T5', 'TIMER'), 'T5');
    assert.equal(canonical('DB1.DBW0[10]', 'INT'), 'DB1.DBW0:INT[10]');
    assert.equal(canonical('DB1.DBW0[10]'), 'DB1.DBW0:WORD[10]');
    assert.equal(canonical('DB1.DBB20[20]', 'STRING'), 'DB1.DBB20:STRING[20]');
    assert.equal(canonical('DB1.DBB20[20][5]', 'STRING'), 'DB1.DBB20:STRING[20][5]');
    assert.equal(canonical('M0.3[17]'), 'M0.3:BOOL[17]');
    assert.equal(canonical('%IW64:P[2]', 'INT'), 'PIW64:INT[2]');
    assert.equal(canonical('T0[10]'), 'T0:TIMER[10]');
  });
});

/** An address, the column and the problem, and the type of the tag where it has one. */
const wrong: readonly (readonly [string, number, AddressProblemCode, DataType?])[] = [
  ['', 1, 'address-empty'],
  ['   ', 4, 'address-empty'],
  ['DB0', 3, 'block-range'],
  ['DB0.DBW4', 3, 'block-range'],
  ['DB65536', 3, 'block-range'],
  ['DB65536.DBX0.0', 3, 'block-range'],
  ['DB1', 4, 'block-place'],
  ['DB1.', 5, 'block-place'],
  ['DB1.4', 5, 'block-place'],
  ['DB.DBW4', 3, 'number-missing'],
  ['DB-1.DBW4', 3, 'number-missing'],
  ['X0.8', 1, 'area-unknown'],
  ['-1', 1, 'area-unknown'],
  ['%', 2, 'area-unknown'],
  ['5', 1, 'area-unknown'],
  ['I0.8', 4, 'bit-range'],
  ['DB1.DBX0.8', 10, 'bit-range'],
  ['M0', 3, 'bit-missing'],
  ['DB1.DBX0', 9, 'bit-missing'],
  ['M0.', 4, 'number-missing'],
  ['MR', 3, 'number-missing'],
  ['MW-1', 3, 'number-missing'],
  ['DB1.DBW-1', 8, 'number-missing'],
  ['MK4', 2, 'type-unknown'],
  ['DB1,FLOAT4', 5, 'type-unknown'],
  ['DB1.DBQ4', 5, 'type-unknown'],
  ['DB1.DBD4:FLOAT', 10, 'type-unknown'],
  ['DB1.DBD4:', 10, 'type-unknown'],
  ['MTIMER5', 2, 'type-unknown'],
  ['DB1,STRING0', 12, 'length-missing'],
  ['DB1.DBB0:STRING', 16, 'length-missing'],
  ['DB1.DBB0', 9, 'length-missing', 'STRING'],
  ['DB1,S0.255', 8, 'length-range'],
  ['DB1.DBB0:WSTRING[16383]', 18, 'length-range'],
  ['DB1.DBB0:STRING[20', 19, 'bracket-missing'],
  ['DB1.DBW0:INT[0]', 14, 'count-range'],
  ['DB1,INT0.0', 10, 'count-range'],
  ['DB1.DBW0:INT[65536]', 14, 'count-range'],
  ['MW10.3', 5, 'bit-unexpected'],
  ['DB1.DBB0.3', 9, 'bit-unexpected'],
  ['DB1.DBW4:REAL', 10, 'size-differs'],
  ['DB1.DBD4:LREAL', 10, 'size-differs'],
  ['DB1.DBW4', 5, 'size-differs', 'REAL'],
  ['M0.3:INT', 6, 'size-differs'],
  ['MW0:WSTRING[4]', 5, 'size-differs'],
  ['DB1.DBB4:BOOL', 10, 'bit-missing'],
  ['DB1.DBD4:REAL', 10, 'type-differs', 'DINT'],
  ['DB1,REAL4', 5, 'type-differs', 'DINT'],
  ['T5', 1, 'type-differs', 'INT'],
  ['T5:COUNTER', 4, 'type-of-area'],
  ['MW4:TIMER', 5, 'type-of-area'],
  ['T65536', 2, 'number-range'],
  ['T65535:TIMER[2]', 2, 'number-range'],
  ['DB57,RWORD4', 6, 'low-byte-first'],
  ['MRDI4', 2, 'low-byte-first'],
  ['DB1.DBD4:REAL x', 15, 'rest-unexpected'],
  ['DB1,REAL4:REAL', 10, 'rest-unexpected'],
  ['MW10:INT[2][3]', 12, 'rest-unexpected'],
  ['MW10[2]:INT', 8, 'rest-unexpected'],
  ['DB1,INT4[2]', 9, 'rest-unexpected'],
  ['DB1.DBB20[255]', 11, 'length-range', 'STRING'],
  ['MW10:P', 6, 'type-unknown'],
  ['M0.3.17', 5, 'rest-unexpected'],
];

describe('addresses that are none', () => {
  for (const [text, column, problem, type] of wrong) {
    it(`S-A-02: says of "${text}"${type === undefined ? '' : ` with the type ${type}`} at column ${column}: ${problem}`, () => {
      assert.throws(
        () => parseAddress(text, type),
        (error) => {
          assert.ok(isCodedError(error));
          assert.equal(error.code, 's7.bad-address');
          assert.deepEqual(
            [
              error.details && 'column' in error.details && error.details.column,
              error.details && 'problem' in error.details && error.details.problem,
            ],
            [column, problem],
          );
          assert.match(error.message, new RegExp(`at column ${column} \\w`));
          return true;
        },
      );
      const found = addressProblem(text, type);
      assert.equal(found?.code, problem);
      assert.equal(found?.details.column, column);
    });
  }

  it('has an address for each problem that it can tell', () => {
    const told = new Set([...wrong, ...tooFar].map(([, , problem]) => problem));
    assert.deepEqual([...told].sort(), Object.keys(addressProblemWords).sort());
  });

  it('finds nothing wrong with what is right', () => {
    assert.equal(addressProblem('DB1,REAL4'), undefined);
  });

  it('repeats no more of a long address than a line takes', () => {
    const text = `DB1.DBW${'9'.repeat(10_000)}`;
    assert.throws(
      () => parseAddress(text),
      (error) => isCodedError(error) && error.message.length < 300,
    );
  });
});

/** Places whose first or last bit has no address of 24 bits. */
const tooFar: readonly (readonly [string, number, AddressProblemCode])[] = [
  ['DB1.DBX2097152.0', 8, 'past-the-end'],
  ['DB1.DBB2097152', 8, 'past-the-end'],
  ['DB1,INT2097152', 8, 'past-the-end'],
  ['MB99999999999999999999', 3, 'past-the-end'],
  ['DB1.DBW2097151', 8, 'past-the-end'],
  ['DB1.DBD2097149:REAL', 8, 'past-the-end'],
  ['DB1.DBB2097132:STRING[20]', 8, 'past-the-end'],
  ['DB1.DBX2097151.1:BOOL[8]', 8, 'past-the-end'],
  ['DB1.DBW2097150:INT[2]', 8, 'past-the-end'],
];

describe('addresses past the last one', () => {
  for (const [text, column, problem] of tooFar) {
    it(`S-A-03: refuses ${text}`, () => {
      assert.deepEqual(addressProblem(text), { code: problem, details: { max: '2097151', column } });
    });
  }

  it('S-A-03: takes what ends with the last byte', () => {
    for (const text of [
      'DB1.DBW2097150',
      'DB1.DBB2097130:STRING[20]',
      'MB2097151',
      'DB1.DBX2097151.0:BOOL[8]',
    ]) {
      assert.equal(canonical(text), text);
    }
  });
});
