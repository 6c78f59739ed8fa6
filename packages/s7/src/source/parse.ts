import { isTextType, longestText } from '../data-type.ts';
import { declarationsOf } from './declarations.ts';
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

/** With what lists of variables end. */
const endings = ['END_STRUCT', 'END_VAR'] as const;

/**
 * Reads the types and data blocks that a source of STEP 7 (`.awl`, `.scl`) or TIA Portal (`.db`, `.udt`, `.scl`) declares; code is passed over.
 * What cannot be read is a problem, and what stands behind it is read all the same.
 */
export function parseSource(text: string): Source {
  const { declarations, problems } = declarationsOf(tokensOf(text));
  const types = new Map<string, SourceType>();
  const functionBlocks = new Set<string>();
  const blocks: Block[] = [];
  const found: SourceProblem[] = [];
  for (const { keyword, tokens, end } of declarations) {
    const reader = new Reader(tokens, end);
    const tell = ({ line, found: text }: Unreadable): void => {
      const last = found.at(-1);
      const isTold = last?.kind === 'syntax' && last.line === line && last.found === text;
      // Where nothing more comes, it is the end that is missing, which is told already.
      if (text !== '' && !isTold) found.push({ kind: 'syntax', line, found: text });
    };
    try {
      if (keyword === 'TYPE') readDeclaredType(reader, types, tell);
      else if (keyword === 'DATA_BLOCK') blocks.push(readBlock(reader, tell));
      else if (keyword === 'FUNCTION_BLOCK') functionBlocks.add(readName(reader).name.toLowerCase());
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      tell(error);
    }
  }
  return { types, functionBlocks, blocks, problems: [...found, ...problems] };
}

/** What becomes of something that cannot be read, where reading goes on behind it. */
type Tell = (error: Unreadable) => void;

/** Of a type that is declared twice, and not alike, nobody knows which of them a block has. */
function readDeclaredType(reader: Reader, types: Map<string, SourceType>, tell: Tell): void {
  const { name, line } = readName(reader);
  const key = name.toLowerCase();
  const former = types.get(key);
  types.set(key, unreadable);
  readHeader(reader);
  const type = readType(reader, 0, tell);
  reader.takes(';');
  // How much belongs to it nobody knows.
  if (!reader.atEnd) throw new Unreadable(reader.next);
  if (former !== undefined && !isAlike(former, type)) throw new Unreadable({ line, text: name });
  types.set(key, type);
}

const unreadable: SourceType = { kind: 'unreadable' };

const isAlike = (one: SourceType, other: SourceType): boolean => declared(one) === declared(other);

const declared = (type: SourceType): string =>
  JSON.stringify(type, (key, value: unknown) => (key === 'line' ? undefined : value));

/** `"Name"`, `Name`, `DB 10`, `UDT 5`. */
function readName(reader: Reader): { readonly name: string; readonly line: number } {
  const { kind, text, line } = reader.take();
  if (kind !== 'word' && kind !== 'quoted') throw new Unreadable({ text, line });
  const isNumbered = kind === 'word' && /^(?:DB|UDT|FB|SFB)$/i.test(text) && reader.next.kind === 'number';
  return { name: isNumbered ? `${text.toUpperCase()}${reader.take().text}` : text, line };
}

function readBlock(reader: Reader, tell: Tell): Block {
  // A name in quotes numbers nothing: "DB10" may be block 20.
  const isQuoted = reader.next.kind === 'quoted';
  const { name, line } = readName(reader);
  // TIA Portal's sources name a block and do not number it: whoever knows the number can write it there, before anything else.
  const numbered = isQuoted ? /^\W+DB\s*(\d+)/i.exec(reader.comment(line) ?? '') : /^DB\s*(\d+)$/i.exec(name);
  const [, said] = numbered ?? [];
  const isOptimized = readHeader(reader);
  const type = readType(reader, 0, tell);
  reader.takes(';');
  const block = { name, line, isOptimized, ...(said !== undefined && { number: Number(said) }) };
  // The values that its variables begin with stand there.
  if (reader.atEnd || reader.is('BEGIN')) return { ...block, type };
  const error = new Unreadable(reader.next);
  tell(error);
  if (type.kind !== 'structure') return { ...block, type: unreadable };
  return { ...block, type: { ...type, members: upToStructures(type.members, error) } };
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
  // What follows these has nothing to do with attributes: their end is missing.
  while (!reader.atEnd && !reader.is('}', '{', ':')) all += reader.take().text.replaceAll("'", '');
  reader.expect('}');
  return all.split(';');
}

function readType(reader: Reader, depth: number, tell: Tell): SourceType {
  if (depth > deepest) throw new Unreadable(reader.next);
  if (reader.takes('STRUCT')) return readMembers(reader, depth, tell, 'END_STRUCT');
  if (reader.is('VAR')) {
    // A block of TIA Portal may have several of them.
    const members: Member[] = [];
    while (reader.takes('VAR')) {
      reader.takes('RETAIN', 'NON_RETAIN');
      members.push(...readMembers(reader, depth, tell, 'END_VAR').members);
    }
    return { kind: 'structure', members };
  }
  if (reader.takes('ARRAY')) {
    const bounds = readBounds(reader);
    reader.expect('OF');
    return { kind: 'array', bounds, of: readType(reader, depth + 1, tell) };
  }
  return readPlain(reader);
}

function readPlain(reader: Reader): SourceType {
  const isQuoted = reader.next.kind === 'quoted';
  const { name } = readName(reader);
  const type = isQuoted ? undefined : plainTypes.get(name.toLowerCase());
  if (type === undefined) return { kind: 'named', name };
  if (!isTextType(type)) return { kind: 'plain', type };
  if (!reader.takes('[')) return { kind: 'plain', type, length: 254 };
  const { next } = reader;
  const length = readNumber(reader);
  if (length < 0 || length > longestText[type]) throw new Unreadable(next);
  reader.expect(']');
  return { kind: 'plain', type, length };
}

function readMembers(
  reader: Reader,
  depth: number,
  tell: Tell,
  ending: (typeof endings)[number],
): Extract<SourceType, { readonly kind: 'structure' }> {
  const members: Member[] = [];
  const giveUp = (error: Unreadable): void => {
    tell(error);
    members.push(lost(error));
  };
  while (!reader.takes(ending)) {
    if (reader.atEnd || reader.is('BEGIN', ...endings)) {
      const error = new Unreadable(reader.next);
      tell(error);
      // Where the text is over, what came so far is as it says.
      if (error.found === '') return { kind: 'structure', members: [...members, lost(error)] };
      reader.takes(...endings);
      return { kind: 'structure', members: upToStructures(members, error) };
    }
    try {
      members.push(...readMember(reader, depth, tell));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      giveUp(error);
      skipMember(reader);
    }
  }
  return { kind: 'structure', members };
}

const lost = ({ line }: Unreadable): Member => ({ name: '', line, type: unreadable });

/** What can be told of a list of which one structure has ended too late, or too early: nobody knows which, and where it should have. */
function upToStructures(members: readonly Member[], error: Unreadable): readonly Member[] {
  const first = members.findIndex(({ type }) => hasStructure(type));
  return first < 0 ? [...members, lost(error)] : members.toSpliced(first, 0, lost(error));
}

const hasStructure = (type: SourceType): boolean =>
  type.kind === 'structure' || (type.kind === 'array' && hasStructure(type.of));

/** `a { attributes }, b : INT := 5;` */
function readMember(reader: Reader, depth: number, tell: Tell): readonly Member[] {
  const names: { readonly name: string; readonly line: number }[] = [];
  do {
    names.push(readName(reader));
    if (reader.is('{')) readAttributes(reader);
  } while (reader.takes(','));
  reader.expect(':');
  const type = readType(reader, depth + 1, tell);
  if (reader.is('{')) readAttributes(reader);
  const members: Member[] = names.map(({ name, line }) => ({ name, line, type }));
  const isList = reader.takes(':=') && readValue(reader);
  if (reader.takes(';')) return members;
  // What it is has been said: nothing is lost but the sign.
  if (!isAtNext(reader)) throw new Unreadable(reader.next);
  const error = new Unreadable(reader.next);
  tell(error);
  // Unless names of others have been taken for values.
  return isList ? [...members, lost(error)] : members;
}

/** Whether a variable has to be over here, since another one begins, or their list ends. */
const isAtNext = (reader: Reader): boolean =>
  reader.atEnd || reader.atVariable || reader.is('BEGIN', ...endings);

/** @returns whether it ends as if something were to follow: `TRUE,` */
function readValue(reader: Reader): boolean {
  let isList = false;
  while (!reader.is(';') && !isAtNext(reader)) isList = reader.take().text === ',';
  return isList;
}

/** Passes over what is left of a variable that cannot be read, structures in it included. */
function skipMember(reader: Reader): void {
  let depth = 0;
  while (!reader.atEnd && !reader.is('BEGIN')) {
    if (depth === 0 && (reader.takes(';') || reader.atVariable || reader.is(...endings))) return;
    if (reader.takes('STRUCT')) depth += 1;
    else if (reader.takes('END_STRUCT')) depth -= 1;
    else reader.take();
  }
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
