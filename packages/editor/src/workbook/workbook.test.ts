import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import { workbookLimits } from './limits.ts';
import { type GivenSheet, workbook, workbookParts, zip } from './workbook.fixture.ts';
import { readWorkbook } from './workbook.ts';

const rowsOf = async (...given: Parameters<typeof workbook>) =>
  (await readWorkbook(workbook(...given))).map(({ rows }) => rows);

/** What is read of the XML of a sheet. */
const cells = async (xml: string, strings?: string) =>
  (await rowsOf([{ name: 'Sheet', rows: xml }], strings))[0];

const refused = (bytes: Uint8Array, code: string, limits?: Parameters<typeof readWorkbook>[1]) =>
  assert.rejects(readWorkbook(bytes, limits), (error) => isCodedError(error) && error.code === code);

const tags: GivenSheet = {
  name: 'PLC Tags',
  rows: [
    ['Name', 'Path', 'Logical Address'],
    ['Speed <set>', 'Drives', '%MD4'],
  ],
};

describe('reading a workbook', () => {
  it('gives the sheets by the names and in the order of their tabs, whatever their parts are called', async () => {
    const sheets = await readWorkbook(
      workbook([{ name: 'A & B', rows: [['x']] }, tags, { name: 'Off', rows: [['y']], state: 'veryHidden' }]),
    );
    assert.deepEqual(sheets, [
      { name: 'A & B', rows: [['x']] },
      { name: tags.name, rows: tags.rows },
    ]);
    const {
      'xl/worksheets/sheet1.xml': first = '',
      'xl/worksheets/sheet2.xml': second = '',
      ...others
    } = workbookParts([tags, { name: 'Next', rows: [['x']] }]);
    const renamed = zip({
      ...others,
      'xl/Sheet.XML': second,
      'xl/worksheets/sheet9.xml': first,
      'xl/_rels/workbook.xml.rels': (others['xl/_rels/workbook.xml.rels'] ?? '')
        .replace('worksheets/sheet1.xml', '../xl/worksheets/./sheet9.xml')
        .replace('worksheets/sheet2.xml', '\\xl\\sheet.xml'),
    });
    assert.deepEqual(await readWorkbook(renamed), [
      { name: tags.name, rows: tags.rows },
      { name: 'Next', rows: [['x']] },
    ]);
  });

  it('reads what programs write with prefixes, in the strict edition and in UTF-16', async () => {
    const parts = workbookParts([tags]);
    const prefixed = (xml: string) => xml.replace(/<(\/?)(?!\?)/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
    const strict = (xml: string) =>
      xml.replaceAll(
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
        'http://purl.oclc.org/ooxml/officeDocument/relationships',
      );
    for (const write of [
      prefixed,
      strict,
      (xml: string) => ({ content: Buffer.from(`\u{feff}${xml}`, 'utf16le') }),
    ])
      assert.deepEqual(
        await readWorkbook(
          zip(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, write(xml)]))),
        ),
        [{ name: tags.name, rows: tags.rows }],
      );
  });

  it('puts cells where their letters say, and rows where their numbers say', async () => {
    assert.deepEqual(
      await cells(
        '<row r="2"><c r="B2"><v>1</v></c><c r="AA2"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c></row>',
      ),
      [[], ['', '1', ...Array<string>(24).fill(''), '2'], [], ['3', ...Array<string>(26).fill('')]],
    );
    assert.deepEqual(
      await cells(
        '<row><c r="A3"><v>1</v></c></row><row><c r="B5"><v>2</v></c></row><row><c><v>3</v></c></row>',
      ),
      [[], [], ['1'], [], ['', '2'], ['3']],
    );
  });

  it('gives rows as long as the head of the list, and longer ones as they are', async () => {
    assert.deepEqual(
      await cells(
        '<row r="1"><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="D3"><v>3</v></c></row>',
      ),
      [
        ['', '1'],
        ['2', ''],
        ['', '', '', '3'],
      ],
    );
  });

  it('counts rows and cells that do not say where they are', async () => {
    assert.deepEqual(await cells('<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>'), [
      ['1', '', '2'],
      ['3', '', ''],
    ]);
  });

  it('passes over cells that have only a look, wherever they are', async () => {
    assert.deepEqual(
      await cells(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row><row r="1048576"><c r="A1048576" s="3"/></row>',
      ),
      [['1']],
    );
  });

  it('reads each kind of cell as text', async () => {
    const given = {
      '<c><v>0.10000000000000001</v></c>': '0.1',
      '<c t="n"><v>1E-3</v></c>': '0.001',
      '<c><f>A1*2</f><v>42</v></c>': '42',
      '<c t="b"><v>1</v></c>': 'TRUE',
      '<c t="b"><v>0</v></c>': 'FALSE',
      '<c t="str"><f>T(A1)</f><v>a_x005F_x0041_&lt;</v></c>': 'a_x0041_<',
      '<c t="e"><v>#REF!</v></c>': '#REF!',
      '<c t="inlineStr"><is><t>in line</t></is></c>': 'in line',
      '<c t="inlineStr"><is><t>IN_X0010_START_x0041_</t></is></c>': 'IN_X0010_STARTA',
      '<c t="inlineStr"><is><t>&#128512;&#x1F600;&#xfc;&amp;#65;&apos;</t></is></c>': "😀😀ü&#65;'",
      '<c t="inlineStr"><is><r><t>two </t></r><r><rPr><b/></rPr><t>runs</t></r></is></c>': 'two runs',
      '<c t="s"><v>0</v></c>': 'bold and not',
      '<c t="s"><v>1</v></c>': '東京',
      '<c t="s"><v>2</v></c>': 'one\r\ntwo',
      '<c t="s"><v>3</v></c>': '%M1.0 ]]',
      '<c t="s"></c>': '',
    };
    const strings = [
      '<sst><si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and not</t></r></si>',
      '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>',
      '<si><t>one_x000D_\ntwo</t></si><si><t>%M1.<!-- no part of it --><![CDATA[0 ]]]]></t></si></sst>',
    ].join('');
    assert.deepEqual(await cells(`<row>${Object.keys(given).join('')}</row>`, strings), [
      Object.values(given).slice(0, -1),
    ]);
  });

  it('reads archives that are written in other ways', async () => {
    const parts = workbookParts([tags]);
    const written = (options: object) =>
      Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, { content, ...options }]));
    for (const bytes of [
      zip(written({ stored: true })),
      zip(written({ long: true })),
      zip(parts, 'PK'.repeat(500)),
    ])
      assert.deepEqual((await readWorkbook(bytes))[0]?.rows, tags.rows);
  });

  it('reads 10,000 rows', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>tag${at}</t></is></c></row>`,
    );
    const read = await cells(rows.join(''));
    assert.equal(read?.length, 10_000);
    assert.deepEqual(read?.at(-1), ['tag9999']);
  });
});

describe('a workbook that cannot be read', () => {
  const compound = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(name, 'utf16le')]);

  it('is told from one of the old form, and from one with a password', async () => {
    await refused(compound('Workbook'), 'workbook.old-format');
    await refused(compound('EncryptedPackage'), 'workbook.protected');
    const parts = workbookParts([tags]);
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
    await refused(
      zip({ ...parts, 'xl/worksheets/sheet1.xml': { content: sheet, encrypted: true } }),
      'workbook.protected',
    );
  });

  it('is told from other archives', async () => {
    const { 'xl/workbook.xml': _, ...parts } = workbookParts([tags]);
    await refused(zip({}), 'workbook.not-xlsx');
    await refused(
      zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<office/>' }),
      'workbook.not-xlsx',
    );
    await refused(zip({ ...parts, 'xl/workbook.xml': '<w:document/>' }), 'workbook.not-xlsx');
    const binary = (parts['_rels/.rels'] ?? '').replace('workbook.xml', 'workbook.bin');
    await refused(zip({ ...parts, '_rels/.rels': binary, 'xl/workbook.bin': '\u{1}' }), 'workbook.not-xlsx');
  });

  it('is damaged where its directory is not where it says', async () => {
    const whole = workbook([tags]);
    const behindOther = Buffer.concat([Buffer.alloc(9), whole]);
    await refused(Buffer.concat([whole.subarray(0, 4), behindOther]), 'workbook.broken');
    for (const place of [0xffff_ffff, whole.length - 22 + 1, 0]) {
      const wrong = Buffer.from(whole);
      wrong.writeUInt32LE(place, whole.length - 6);
      await refused(wrong, 'workbook.broken');
    }
  });

  it('is damaged wherever it ends too early', async () => {
    const whole = workbook([tags]);
    for (let length = 4; length < whole.length; length += 89)
      await refused(whole.subarray(0, length), 'workbook.broken');
  });

  it('is damaged where a part is not what it should be', async () => {
    const parts = workbookParts([tags]);
    const part = 'xl/worksheets/sheet1.xml';
    const sheet = parts[part] ?? '';
    for (const wrong of [
      sheet.slice(0, -9),
      sheet.replace('</row>', ''),
      '',
      'no XML',
      `<!DOCTYPE worksheet [<!ENTITY a "b">]>${sheet}`,
      sheet.replace('<v>0<', '<v>77<'),
      sheet.replace('r="B1"', 'r = "B1"'),
      sheet.replace('r="B1"', 'r="B1'),
      sheet.replace('r="B1"', 'r="B0"'),
      sheet.replace('row r="1"', 'row r="one"'),
      sheet.replace('<v>0<', '<v>&#x110000;<'),
      sheet.replace('<v>0<', '<v>&nbsp;<'),
      sheet.replace('<v>0<', '<v>0&<'),
      `${sheet}and more`,
      { content: sheet, size: 9 },
      { content: Buffer.from([0x3c, 0x61, 0x3e, 0xff]) },
    ])
      await refused(zip({ ...parts, [part]: wrong }), 'workbook.broken');
    for (const missing of ['xl/sharedStrings.xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', part])
      await refused(
        zip(Object.fromEntries(Object.entries(parts).filter(([name]) => name !== missing))),
        'workbook.broken',
      );
  });

  it('gives no other rows than those of the sound one, whichever bit is wrong', async () => {
    const whole = workbook([tags]);
    let sound = 0;
    for (let at = 0; at < whole.length; at += 89) {
      const wrong = Uint8Array.from(whole);
      wrong[at] = (wrong[at] as number) ^ (1 << (at % 8));
      const read = await readWorkbook(wrong).catch((error: unknown) => {
        assert.ok(isCodedError(error) && error.code.startsWith('workbook.'), `byte ${at}: ${error}`);
      });
      if (read === undefined) continue;
      sound += 1;
      assert.deepEqual(read, [tags], `byte ${at}`);
    }
    // Bits of times and versions mean nothing here.
    assert.ok(sound > 0);
  });

  it('is unpacked no further than it may be, also where it says another size', async () => {
    const limits = { ...workbookLimits, bytes: 1024 * 1024 };
    const parts = workbookParts([tags]);
    const zeros = Buffer.alloc(8 * 1024 * 1024);
    for (const size of [zeros.length, 500]) {
      const bomb = zip({ ...parts, 'xl/sharedStrings.xml': { content: zeros, size } });
      assert.ok(bomb.length < 20_000);
      await refused(bomb, 'workbook.too-large', limits);
    }
    await refused(
      zip({ ...parts, 'xl/sharedStrings.xml': { content: zeros.subarray(0, 2_000_000), stored: true } }),
      'workbook.too-large',
      limits,
    );
  });

  it('has a limit of rows, and of the text that cells name again and again', async () => {
    const limits = { ...workbookLimits, bytes: 10_000, rows: 100, columns: 10 };
    const row = (number: number) =>
      `<row r="${number}"><c r="A${number}" t="s"><v>0</v></c><c r="K${number}"><v>1</v></c></row>`;
    const strings = (length: number) => `<sst><si><t>${'x'.repeat(length)}</t></si></sst>`;
    const given = (rows: string, length: number) => workbook([{ name: 'Many', rows }], strings(length));
    const [sheet] = await readWorkbook(given(row(100), 1), limits);
    assert.equal(sheet?.rows.length, 100);
    assert.deepEqual(sheet?.rows[99], ['x']);
    await refused(given(row(101), 1), 'workbook.too-many-rows', limits);
    await refused(
      given(Array.from({ length: 50 }, (_, at) => row(at + 1)).join(''), 300),
      'workbook.too-large',
      limits,
    );
    // Each sheet alone would be within it.
    const rows = Array.from({ length: 15 }, (_, at) => row(at + 1)).join('');
    const sheets = ['One', 'Two', 'Three'].map((name) => ({ name, rows }));
    assert.equal((await readWorkbook(workbook(sheets.slice(1), strings(300)), limits)).length, 2);
    await refused(workbook(sheets, strings(300)), 'workbook.too-large', limits);
  });

  it('has a limit of cells in all sheets together, also of those with nothing in them', async () => {
    const limits = { ...workbookLimits, cells: 1000, rows: 300 };
    const sheets = (count: number, rows: string) =>
      workbook(Array.from({ length: count }, (_, at) => ({ name: `Sheet ${at}`, rows })));
    for (const far of [
      '<row r="300"><c r="A300"><v>1</v></c></row>',
      '<row r="1"><c r="IV1"><v>1</v></c></row>',
      // Each row is as long as the head.
      '<row r="1"><c r="CV1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>',
    ]) {
      assert.equal((await readWorkbook(sheets(3, far), limits)).length, 3);
      await refused(sheets(4, far), 'workbook.too-large', limits);
    }
    const [sheet] = await readWorkbook(sheets(1, '<row r="300"><c r="IV300"><v>1</v></c></row>'), limits);
    assert.equal(sheet?.rows.flat().length, 256);
  });

  it('has a limit of sheets that can be seen', async () => {
    const limits = { ...workbookLimits, sheets: 3 };
    const sheets = (count: number, state: string) =>
      Array.from({ length: count }, (_, at) => ({ name: `Sheet ${at}`, rows: [['x']], state }));
    assert.equal(
      (await readWorkbook(workbook([...sheets(3, 'visible'), ...sheets(3, 'hidden')]), limits)).length,
      3,
    );
    await refused(workbook(sheets(4, 'visible')), 'workbook.too-large', limits);
  });
});
