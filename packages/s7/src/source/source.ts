import type { DataType } from '../data-type.ts';

/** What a variable of a source is. */
export type SourceType =
  | { readonly kind: 'plain'; readonly type: DataType; readonly length?: number }
  | { readonly kind: 'structure'; readonly members: readonly Member[] }
  /** A type that a source declares elsewhere, or does not. */
  | { readonly kind: 'named'; readonly name: string }
  /** What it takes nobody can know; why is a problem of its own. */
  | { readonly kind: 'unreadable' }
  | {
      readonly kind: 'array';
      readonly bounds: readonly (readonly [low: number, high: number])[];
      readonly of: SourceType;
    };

/** A variable as a source declares it. */
export interface Member {
  readonly name: string;
  readonly type: SourceType;
  readonly line: number;
}

/** A data block as a source declares it. */
export interface Block {
  readonly name: string;
  /** Where the source says it. */
  readonly number?: number;
  /** Its variables have no addresses. */
  readonly isOptimized: boolean;
  readonly type: SourceType;
  readonly line: number;
}

/** What a source declares. */
export interface Source {
  /** By their names in small letters, as the function blocks. */
  readonly types: ReadonlyMap<string, SourceType>;
  readonly functionBlocks: ReadonlySet<string>;
  readonly blocks: readonly Block[];
  readonly problems: readonly SourceProblem[];
}

/** Why something in a source can be no tag. */
export type SourceProblem = { readonly line: number } & (
  | { readonly kind: 'syntax'; readonly found: string }
  /** Something else begins here, or the text is over, before what went before has ended. */
  | { readonly kind: 'end-missing'; readonly end: string }
  /** The source names its block and does not say which number it has. */
  | { readonly kind: 'block-number'; readonly block: string }
  | { readonly kind: 'optimized'; readonly block: string }
  /** Where the variables of a function block lie in its data is not published. */
  | { readonly kind: 'instance'; readonly block: string; readonly type: string }
  | { readonly kind: 'type-unknown'; readonly name: string; readonly type: string }
  /** How much what stands before it takes is not known. */
  | { readonly kind: 'offset-unknown'; readonly name: string }
  /** Several dimensions of what is shorter than two bytes: how rows are laid out there is not published. */
  | { readonly kind: 'dimensions'; readonly name: string }
  | { readonly kind: 'too-many'; readonly most: number }
);

/** The types that STEP 7 and TIA Portal know by name, as sources write them, in small letters. */
export const plainTypes: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ['bool', 'BOOL'],
  ['byte', 'BYTE'],
  ['word', 'WORD'],
  ['dword', 'DWORD'],
  ['lword', 'LWORD'],
  ['sint', 'SINT'],
  ['usint', 'USINT'],
  ['int', 'INT'],
  ['uint', 'UINT'],
  ['dint', 'DINT'],
  ['udint', 'UDINT'],
  ['lint', 'LINT'],
  ['ulint', 'ULINT'],
  ['real', 'REAL'],
  ['lreal', 'LREAL'],
  ['char', 'CHAR'],
  ['wchar', 'WCHAR'],
  ['string', 'STRING'],
  ['wstring', 'WSTRING'],
  ['date', 'DATE'],
  ['tod', 'TOD'],
  ['time_of_day', 'TOD'],
  ['ltod', 'LTOD'],
  ['ltime_of_day', 'LTOD'],
  ['time', 'TIME'],
  ['ltime', 'LTIME'],
  ['s5time', 'S5TIME'],
  ['dt', 'DT'],
  ['date_and_time', 'DT'],
  ['ldt', 'LDT'],
  ['date_and_ltime', 'LDT'],
  ['dtl', 'DTL'],
  ['timer', 'TIMER'],
  ['counter', 'COUNTER'],
]);
