import assert from 'node:assert/strict';
import { readSource, type S7Tag } from '@millwright/s7';
import type { Sample } from '@millwright/tags';
import { type Snap7Area, type Snap7Server, startSnap7 } from './support/snap7.ts';
import { TableScene, tag } from './support/table-scene.ts';

const bytesOf = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');

/** BOOL, BYTE, WORD, DWORD, INT, DINT and REAL, one behind the other: big-endian, two's complement, IEEE 754. */
const numbers = bytesOf('08 ab fffe ff020304 8000 0000 80000000 41ac0000');
const numbersIn = (area: string): readonly string[] => [
  `${area === 'DB1.DB' ? 'DB1.DBX' : area}0.3`,
  `${area}B1`,
  `${area}W2`,
  `${area}D4`,
  `${area}W8:INT`,
  `${area}D12:DINT`,
  `${area}D16:REAL`,
];

describe('values in the memory of Snap7’s server', () => {
  let server: Snap7Server;
  let scene: TableScene;

  before(async function () {
    this.timeout(120_000);
    server = await startSnap7(this, { blocks: { 1: 512 } });
  });
  after(() => server?.close());
  beforeEach(async () => {
    await server.set('DB', new Uint8Array(512), { db: 1 });
    scene = new TableScene(server.port);
  });
  afterEach(() => scene.end());

  const inBlock = (digits: string, start = 0): Promise<void> =>
    server.set('DB', bytesOf(digits), { db: 1, start });
  const read = async (tags: readonly S7Tag[]): Promise<readonly Sample[]> =>
    (await scene.table(tags).read(undefined, scene.terms)).samples;
  const valuesOf = async (tags: readonly S7Tag[]): Promise<readonly unknown[]> =>
    (await read(tags)).map(({ value }) => value);

  for (const [area, letters] of [
    ['DB', 'DB1.DB'],
    ['I', 'I'],
    ['Q', 'Q'],
    ['M', 'M'],
  ] as const satisfies readonly (readonly [Snap7Area, string])[])
    it(`S-R-01: bits, bytes, words and REAL of Snap7 are the same in ${area} as in the other areas`, async () => {
      await server.set(area, numbers, area === 'DB' ? { db: 1 } : {});
      assert.deepEqual(await valuesOf(numbersIn(letters).map((address) => tag(address))), [
        true,
        0xab,
        0xfffe,
        0xff02_0304,
        -0x8000,
        -0x8000_0000,
        21.5,
      ]);
    });

  it('S-R-02: integers of 64 bits of Snap7 come in the form of their tag, and beyond 2^53 never as another number', async () => {
    await inBlock('7fffffffffffffff ffffffffffffffff 001fffffffffffff 80 c8 fffe ffffffff c00921fb54442d18');
    const samples = await read([
      tag('DB1.DBB0:LINT', { name: 'beyond' }),
      tag('DB1.DBB0:LINT', { name: 'digits', wide: 'string' }),
      tag('DB1.DBB8:ULINT', { name: 'exact', wide: 'bigint' }),
      tag('DB1.DBB16:LWORD', { name: 'within' }),
      tag('DB1.DBB24:SINT'),
      tag('DB1.DBB25:USINT'),
      tag('DB1.DBW26:UINT'),
      tag('DB1.DBD28:UDINT'),
      tag('DB1.DBB32:LREAL'),
    ]);
    assert.deepEqual(
      samples.map(({ value }) => value),
      [
        null,
        '9223372036854775807',
        2n ** 64n - 1n,
        Number.MAX_SAFE_INTEGER,
        -128,
        200,
        65_534,
        4_294_967_295,
        -Math.PI,
      ],
    );
    assert.deepEqual([samples[0]?.quality, samples[0]?.text], ['uncertain', '9223372036854775807']);
  });

  it('S-R-03: a text of Snap7 with an impossible header is bad, and the ones beside it are not', async () => {
    await inBlock('41 00 20ac 0a05 48656c6c6f0000000000 0505 4772fcdf65 00 0506 48656c6c6f 00');
    await inBlock('00070007 0047007200fc00df0065002020ac 00020003 00480065', 100);
    await server.set('DB', Uint8Array.of(254, 254, ...Buffer.alloc(254, 'x')), { db: 1, start: 200 });
    const samples = await read([
      tag('DB1.DBB0:CHAR'),
      tag('DB1.DBB2:WCHAR'),
      tag('DB1.DBB4:STRING[10]'),
      tag('DB1.DBB16:STRING[5]'),
      tag('DB1.DBB24:STRING[5]', { name: 'broken' }),
      tag('DB1.DBB100:WSTRING[7]'),
      tag('DB1.DBB118:WSTRING[2]', { name: 'broken and wide' }),
      tag('DB1.DBB200:STRING[254]'),
    ]);
    assert.deepEqual(
      samples.map(({ value }) => value),
      ['A', '€', 'Hello', 'Grüße', null, 'Grüße €', null, 'x'.repeat(254)],
    );
    assert.deepEqual(
      samples.flatMap(({ tag: name, quality, status }) =>
        quality === 'good' ? [] : [[name, quality, status?.name]],
      ),
      [
        ['broken', 'bad', 'BadDecodingError'],
        ['broken and wide', 'bad', 'BadDecodingError'],
      ],
    );
  });

  it('S-R-04: times and dates of Snap7 are those of their bytes, and digits that are no BCD are bad alone', async () => {
    await inBlock('0000 30bd 02381740 05a269fd 2127 0000 93122508123456 77 07d80c1003141e140ee6b280');
    await inBlock('0d9c31bee5e7e39b 10ffcc643d66afc0 9a122508123456 77', 100);
    const samples = await read([
      tag('DB1.DBW0:DATE'),
      tag('DB1.DBW2:DATE'),
      tag('DB1.DBD4:TOD'),
      tag('DB1.DBD8:TIME'),
      tag('DB1.DBW12:S5TIME'),
      tag('DB1.DBB16:DT'),
      tag('DB1.DBB24:DTL', { dates: 'text' }),
      tag('DB1.DBB100:LTIME', { wide: 'bigint' }),
      tag('DB1.DBB108:LDT'),
      tag('DB1.DBB116:DT', { name: 'no BCD' }),
    ]);
    assert.deepEqual(
      samples.map(({ value }) => (value instanceof Date ? value.toISOString() : value)),
      [
        '1990-01-01T00:00:00.000Z',
        '2024-02-29T00:00:00.000Z',
        37_230_400,
        94_530_045,
        127_000,
        '1993-12-25T08:12:34.567Z',
        '2008-12-16T20:30:20.250000000Z',
        980_713_514_830_652_315n,
        '2008-10-25T08:12:34.567Z',
        null,
      ],
    );
    assert.deepEqual(
      samples.flatMap(({ tag: name, quality }) => (quality === 'good' ? [] : [name])),
      ['no BCD'],
    );
  });

  it('S-R-05: arrays of Snap7, also of bits across bytes, and the members of a structure by its name', async () => {
    const declared = readSource(
      [
        'DATA_BLOCK DB 1',
        'STRUCT',
        'steps : ARRAY [1..10] OF INT;',
        'motor : STRUCT',
        'speed : REAL;',
        'runs : BOOL;',
        'END_STRUCT;',
        'END_STRUCT;',
        'BEGIN',
        'END_DATA_BLOCK',
      ].join('\n'),
    );
    const rows = declared?.tags ?? [];
    const tags = rows.map(({ name, address, group }) =>
      tag(address, { name, ...(group !== undefined && { group }) }),
    );
    await inBlock('0000 0001 ffff 0002 fffe 0003 fffd 0004 fffc 0102 41ac0000 01');
    await inBlock('5faaf9', 100);
    assert.deepEqual(
      (await read([...tags, tag('DB1.DBX100.3:BOOL[17]', { name: 'bits' })])).map(({ tag: name, value }) => [
        name,
        value,
      ]),
      [
        ['DB1.steps', [0, 1, -1, 2, -2, 3, -3, 4, -4, 258]],
        ['DB1.motor.speed', 21.5],
        ['DB1.motor.runs', true],
        ['bits', [1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1].map(Boolean)],
      ],
    );
    assert.deepEqual(
      tags.map(({ group }) => group),
      [undefined, 'DB1.motor', 'DB1.motor'],
    );
  });

  it('S-W-10: a text that is written to Snap7 leaves the room of its PLC alone', async () => {
    // The PLC has room for 30 characters where the table says 20.
    await inBlock('1e05 48656c6c6f 2121');
    const table = scene.table([tag('DB1.DBB0:STRING[20]', { name: 'text' })]);
    const { results } = await table.write({ text: 'Hi' }, { ...scene.terms, verify: true });
    assert.deepEqual([results[0]?.outcome, results[0]?.value], ['done', 'Hi']);
    assert.equal((await server.get('DB', 1)).toString('hex', 0, 9), '1e0248696c6c6f2121');
  });
});
