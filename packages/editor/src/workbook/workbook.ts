import { Archive } from './archive.ts';
import { CellBudget } from './cell-budget.ts';
import { readSharedStrings } from './cell-strings.ts';
import { workbookErrors } from './errors.ts';
import { tooLarge, type WorkbookLimits, workbookLimits } from './limits.ts';
import { relationsOf } from './relations.ts';
import { readSheet, type SheetRows } from './sheet.ts';
import { walkXml } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly rows: SheetRows;
}

const zip = [0x50, 0x4b];
/** The container of Excel 97 to 2003, and of workbooks with a password. */
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const begins = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);

/** Whether a file is a workbook, or another that spreadsheets write and that is no text. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  begins(bytes, compoundFile) || (begins(bytes, zip) && (bytes[2] ?? 0xff) < 8);

/**
 * Reads the sheets of a workbook (.xlsx) that are not hidden, in the order of their tabs. Nothing of it is evaluated.
 *
 * @throws workbook.broken, workbook.not-xlsx, workbook.old-format, workbook.protected, workbook.too-large, workbook.too-many-rows
 * @see ECMA-376 Part 1, section 18.2
 */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = workbookLimits,
): Promise<readonly Sheet[]> {
  if (begins(bytes, compoundFile))
    throw includesName(bytes, 'EncryptedPackage') ? workbookErrors.protected() : workbookErrors.oldFormat();
  const archive = new Archive(bytes, limits);
  const part = (await relationsOf(archive, '')).find(({ type }) => type === 'officeDocument')?.part;
  // A workbook of the form .xlsb has the same folders, and other parts in them.
  if (part === undefined || !part.endsWith('.xml')) throw workbookErrors.notXlsx();
  const relations = await relationsOf(archive, part);
  const named = sheetsOf(await partOf(archive, part));
  if (named.length > limits.sheets) throw tooLarge(limits);
  const shared = relations.find(({ type }) => type === 'sharedStrings');
  const strings = shared === undefined ? [] : readSharedStrings(await partOf(archive, shared.part));
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const budget = new CellBudget(limits);
  const sheets: Sheet[] = [];
  for (const { name, id } of named) {
    const relation = byId.get(id);
    if (relation === undefined) throw workbookErrors.broken();
    // There are sheets that are a chart.
    if (relation.type !== 'worksheet') continue;
    sheets.push({ name, rows: readSheet(await partOf(archive, relation.part), name, strings, budget) });
  }
  return sheets;
}

async function partOf(archive: Archive, name: string): Promise<Uint8Array> {
  const bytes = await archive.read(name);
  if (bytes === undefined) throw workbookErrors.broken();
  return bytes;
}

function sheetsOf(xml: Uint8Array): readonly { readonly name: string; readonly id: string }[] {
  const sheets: { name: string; id: string }[] = [];
  let root: string | undefined;
  walkXml(xml, {
    opened({ name, attribute }) {
      root ??= name;
      if (name !== 'sheet' || (attribute('state') ?? 'visible') !== 'visible') return;
      sheets.push({ name: attribute('name') ?? '', id: attribute('id') ?? '' });
    },
  });
  // Documents and presentations are such archives, too.
  if (root !== 'workbook') throw workbookErrors.notXlsx();
  return sheets;
}

/** Compound files have the names of their streams in UTF-16. */
function includesName(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  return false;
}
