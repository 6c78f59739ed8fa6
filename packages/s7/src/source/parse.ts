import { Reader, Unreadable } from './reader.ts';
import {
  type Block,
  type Member,
  plainTypes,
  type Source,
  type SourceProblem,
  type SourceType,
} from './source.ts';
import { tokensOf } from './tokens.ts';

/** A source nests no deeper than the language allows, by far. */
const deepest = 32;

/**
 * Reads the types and data blocks that a source of STEP 7 (`.awl`, `.scl`) or TIA Portal (`.db`, `.udt`, `.scl`) declares; code is passed over.
 * What cannot be read is a problem, and the next declaration is read all the same.
 */
export function parseSource(text: string): Source {
  const reader = new Reader(tokensOf(text));
  const types = new Map<string, SourceType>();
  const blocks: Block[] = [];
  const problems: SourceProblem[] = [];
  while (!reader.atEnd) {
    reader.skipTo('TYPE', 'DATA_BLOCK');
    if (reader.atEnd) break;
    try {
      if (reader.takes('TYPE')) {
        const { name } = readName(reader);
        reader.skipTo('STRUCT', 'END_TYPE');
        types.set(name.toLowerCase(), readType(reader, 0));
        reader.skipTo('END_TYPE');
      } else {
        reader.take();
        blocks.push(readBlock(reader));
        reader.skipTo('END_DATA_BLOCK');
      }
      reader.take();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ kind: 'syntax', line: error.line, found: error.found });
      reader.skipTo('END_TYPE', 'END_DATA_BLOCK');
    }
  }
  return { types, blocks, problems };
}

/** `"Name"`, `Name`, `DB 10`, `UDT 5`. */
function readName(reader: Reader): { readonly name: string; readonly line: number } {
  const { kind, text, line } = reader.take();
  if (kind !== 'word' && kind !== 'quoted') throw new Unreadable({ text, line });
  const isNumbered = kind === 'word' && /^(?:DB|UDT|FB|SFB)$/i.test(text) && reader.next.kind === 'number';
  return { name: isNumbered ? `${text.toUpperCase()}${reader.take().text}` : text, line };
}

function readBlock(reader: Reader): Block {
  const { name, line } = readName(reader);
  // TIA Portal's sources name a block and do not number it: whoever knows the number can write it there.
  const [, said] = /^DB\s*(\d+)$/i.exec(name) ?? /\bDB\s*(\d+)/i.exec(reader.comment(line) ?? '') ?? [];
  const isOptimized = readHeader(reader);
  const type = readType(reader, 0);
  return { name, line, isOptimized, type, ...(said !== undefined && { number: Number(said) }) };
}

/** What stands between the name of a block and its variables. @returns whether it says that it is optimized */
function readHeader(reader: Reader): boolean {
  let isOptimized = false;
  for (;;) {
    const { line } = reader.next;
    if (reader.is('{')) isOptimized = readAttributes(reader).some(isOptimization) || isOptimized;
    else if (reader.takes('TITLE')) skipLine(reader, line);
    else if (reader.takes('AUTHOR', 'FAMILY', 'NAME', 'VERSION')) skipLine(reader, line);
    else if (
      !reader.takes('NON_RETAIN', 'RETAIN', 'UNLINKED', 'READ_ONLY', 'STANDARD', 'KNOW_HOW_PROTECT', ';')
    )
      return isOptimized;
  }
}

const isOptimization = (attribute: string): boolean => /^S7_OPTIMIZED_ACCESS:=TRUE$/i.test(attribute);

function skipLine(reader: Reader, line: number): void {
  while (!reader.atEnd && reader.next.line === line) reader.take();
}

/** `{ S7_Optimized_Access := 'TRUE'; … }` as texts without spaces and quotes. */
function readAttributes(reader: Reader): readonly string[] {
  reader.expect('{');
  let all = '';
  while (!reader.atEnd && !reader.is('}')) all += reader.take().text.replaceAll("'", '');
  reader.expect('}');
  return all.split(';');
}

function readType(reader: Reader, depth: number): SourceType {
  if (depth > deepest) throw new Unreadable(reader.next);
  if (reader.takes('STRUCT')) return readMembers(reader, depth, 'END_STRUCT');
  if (reader.is('VAR')) {
    // A block of TIA Portal may have several of them.
    const members: Member[] = [];
    while (reader.takes('VAR')) {
      reader.takes('RETAIN', 'NON_RETAIN');
      members.push(...readMembers(reader, depth, 'END_VAR').members);
    }
    return { kind: 'structure', members };
  }
  if (reader.takes('ARRAY')) {
    const bounds = readBounds(reader);
    reader.expect('OF');
    return { kind: 'array', bounds, of: readType(reader, depth + 1) };
  }
  return readPlain(reader);
}

function readPlain(reader: Reader): SourceType {
  const isQuoted = reader.next.kind === 'quoted';
  const { name } = readName(reader);
  const type = isQuoted ? undefined : plainTypes.get(name.toLowerCase());
  if (type === undefined) return { kind: 'named', name };
  if (type !== 'STRING' && type !== 'WSTRING') return { kind: 'plain', type };
  if (!reader.takes('[')) return { kind: 'plain', type, length: 254 };
  const length = readNumber(reader);
  reader.expect(']');
  return { kind: 'plain', type, length };
}

function readMembers(
  reader: Reader,
  depth: number,
  ending: 'END_STRUCT' | 'END_VAR',
): Extract<SourceType, { readonly kind: 'structure' }> {
  const members: Member[] = [];
  while (!reader.takes(ending)) {
    if (reader.atEnd) throw new Unreadable(reader.next);
    members.push(...readMember(reader, depth));
  }
  return { kind: 'structure', members };
}

/** `a, b { attributes } : INT := 5;` */
function readMember(reader: Reader, depth: number): readonly Member[] {
  const names = [readName(reader)];
  if (reader.is('{')) readAttributes(reader);
  while (reader.takes(',')) names.push(readName(reader));
  reader.expect(':');
  const type = readType(reader, depth + 1);
  if (reader.takes(':=')) reader.skipTo(';');
  reader.expect(';');
  return names.map(({ name, line }) => ({ name, line, type }));
}

function readBounds(reader: Reader): readonly (readonly [number, number])[] {
  reader.expect('[');
  const bounds: (readonly [number, number])[] = [];
  do {
    const low = readNumber(reader);
    reader.expect('..');
    const high = readNumber(reader);
    if (high < low) throw new Unreadable(reader.next);
    bounds.push([low, high]);
  } while (reader.takes(','));
  reader.expect(']');
  return bounds;
}

function readNumber(reader: Reader): number {
  const sign = reader.takes('-') ? -1 : 1;
  const token = reader.take();
  const number = Number(token.text);
  if (token.kind !== 'number' || !Number.isSafeInteger(number)) throw new Unreadable(token);
  return sign * number;
}
