import { crc32, deflateRawSync } from 'node:zlib';

/** How a test has a file written, where it is not as most programs write it. */
export interface Written {
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** Says another size than that of the content, in bytes. */
  readonly size?: number;
  readonly encrypted?: boolean;
  /** With sizes of 64 bits in the extra field. */
  readonly long?: boolean;
}

export type Files = Readonly<Record<string, string | Written>>;

/** Writes a ZIP archive as APPNOTE.TXT 4.3 describes it, with sizes behind the data, as programs do that write in one go. */
export function zip(files: Files, comment = ''): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  for (const [name, given] of Object.entries(files)) {
    const written: Written = typeof given === 'string' ? { content: given } : given;
    const content = Buffer.from(written.content);
    const packed = written.stored ? content : deflateRawSync(content);
    const flags = 8 + (written.encrypted ? 1 : 0);
    const size = written.size ?? content.length;
    const local = record(
      0x04034b50,
      [2, 20],
      [2, flags],
      [2, written.stored ? 0 : 8],
      [4, 0],
      [12, 0],
      [2, name.length],
      [2, 0],
    );
    const behind = record(0x08074b50, [4, crc32(content)], [4, packed.length], [4, size]);
    const extra = written.long
      ? Buffer.concat([
          bytes([2, 0x5455], [2, 1], [1, 0]),
          bytes([2, 1], [2, 24], [8, size], [8, packed.length], [8, length]),
        ])
      : Buffer.alloc(0);
    const inExtra = 0xffff_ffff;
    directory.push(
      record(
        0x02014b50,
        [2, 20],
        [2, 20],
        [2, flags],
        [2, written.stored ? 0 : 8],
        [4, 0],
        [4, crc32(content)],
        [4, written.long ? inExtra : packed.length],
        [4, written.long ? inExtra : size],
        [2, name.length],
        [2, extra.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, written.long ? inExtra : length],
      ),
      Buffer.from(name),
      extra,
    );
    parts.push(local, Buffer.from(name), packed, behind);
    length += local.length + name.length + packed.length + behind.length;
  }
  const count = Object.keys(files).length;
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = record(
    0x06054b50,
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, length],
    [2, comment.length],
  );
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}

type Number = readonly [size: number, value: number];

const record = (signature: number, ...numbers: readonly Number[]): Buffer =>
  bytes([4, signature], ...numbers);

function bytes(...numbers: readonly Number[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of numbers) {
    buffer.writeUIntLE(value, at, Math.min(size, 6));
    at += size;
  }
  return buffer;
}

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const relationships = (rows: readonly string[]): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`;

const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;

/** A sheet: rows of text, or the XML of its `sheetData`. */
export interface GivenSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[] | string;
  readonly state?: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The parts of a workbook whose cells name shared strings, as spreadsheets write them. */
export function workbookParts(sheets: readonly GivenSheet[], sharedXml?: string): Record<string, string> {
  const strings: string[] = [];
  const shared = (text: string): number => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text);
  };
  const rowXml = (cells: readonly string[], row: number): string =>
    `<row r="${row + 1}">${cells
      .map((cell, column) =>
        cell === ''
          ? ''
          : `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="s"><v>${shared(cell)}</v></c>`,
      )
      .join('')}</row>`;
  const parts = sheets.map(({ rows }, place) => [
    `xl/worksheets/sheet${place + 1}.xml`,
    `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${typeof rows === 'string' ? rows : rows.map(rowXml).join('')}</sheetData></worksheet>`,
  ]);
  const tabs = sheets.map(
    ({ name, state }, place) =>
      `<sheet name="${escaped(name)}" sheetId="${place + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${place + 1}"/>`,
  );
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationships([relationship('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${types}"><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, place) =>
        relationship(`rId${place + 1}`, 'worksheet', `worksheets/sheet${place + 1}.xml`),
      ),
      relationship('rId99', 'sharedStrings', '/xl/sharedStrings.xml'),
    ]),
    ...Object.fromEntries(parts),
    'xl/sharedStrings.xml':
      sharedXml ??
      `<?xml version="1.0"?><sst xmlns="${main}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  };
}

export const workbook = (sheets: readonly GivenSheet[], sharedXml?: string): Uint8Array =>
  zip(workbookParts(sheets, sharedXml));
