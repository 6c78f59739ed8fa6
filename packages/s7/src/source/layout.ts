import { formatAddress } from '../address/format.ts';
import { type Shape, sizeOf, strideOf } from '../data-type.ts';
import { mostTags } from '../tag.ts';
import type { Block, Member, Source, SourceProblem, SourceType } from './source.ts';

/** A variable of a data block, as a tag. */
export interface SourceTag {
  readonly line: number;
  /** `Block.structure.member`. */
  readonly name: string;
  /** Canonical. */
  readonly address: string;
  /** The structure that it is a member of, if any. */
  readonly group?: string;
}

/** How deep types may hold each other: one that holds itself would go on for ever. */
const deepest = 32;

/**
 * Where each variable of a block of standard access lies: bits one behind the other, what takes one byte at the next byte,
 * everything else at an even one, and arrays and structures up to an even one, too.
 *
 * @see Siemens, Statement List for S7-300/400 (A5E00706960), "Format of data types", and TIA Portal's help, "Data alignment in blocks with standard access"
 */
export class Layout {
  readonly tags: SourceTag[] = [];
  readonly problems: SourceProblem[] = [];
  readonly #source: Pick<Source, 'types' | 'functionBlocks'>;
  /** The next free bit of the block; undefined once nobody can know. */
  #bit: number | undefined = 0;
  #db = 0;

  constructor(source: Pick<Source, 'types' | 'functionBlocks'>) {
    this.#source = source;
  }

  /** Adds the variables of a block. */
  add({ name, number, isOptimized, type, line }: Block): void {
    if (isOptimized) {
      this.problems.push({ kind: 'optimized', line, block: name });
      return;
    }
    if (type.kind === 'named' && this.#isFunctionBlock(type.name)) {
      this.problems.push({ kind: 'instance', line, block: name, type: type.name });
      return;
    }
    if (number === undefined) {
      this.problems.push({ kind: 'block-number', line, block: name });
      return;
    }
    this.#db = number;
    this.#bit = 0;
    this.#place({ name, type, line }, undefined, 0);
  }

  #isFunctionBlock(name: string): boolean {
    return /^S?FB\d+$/i.test(name) || this.#source.functionBlocks.has(name.toLowerCase());
  }

  #place(member: Member, group: string | undefined, depth: number): void {
    const { name, type, line } = member;
    if (type.kind === 'unreadable') {
      this.#bit = undefined;
      return;
    }
    if (this.#bit === undefined) {
      this.problems.push({ kind: 'offset-unknown', line, name });
      return;
    }
    if (this.tags.length >= mostTags) {
      this.#bit = undefined;
      this.problems.push({ kind: 'too-many', line, most: mostTags });
      return;
    }
    switch (type.kind) {
      case 'plain':
        this.#plain(
          member,
          { type: type.type, ...(type.length !== undefined && { length: type.length }) },
          group,
        );
        break;
      case 'named': {
        const declared = this.#source.types.get(type.name.toLowerCase());
        if (declared !== undefined && declared.kind !== 'unreadable' && depth < deepest)
          this.#place({ ...member, type: declared }, group, depth + 1);
        else {
          this.#bit = undefined;
          this.problems.push({ kind: 'type-unknown', line, name, type: type.name });
        }
        break;
      }
      case 'structure':
        this.#align(16);
        for (const each of type.members)
          this.#place({ ...each, name: `${name}.${each.name}` }, depth === 0 ? undefined : name, depth + 1);
        this.#align(16);
        break;
      case 'array':
        this.#align(16);
        this.#array(member, type, group, depth);
        this.#align(16);
        break;
    }
  }

  #array(
    member: Member,
    { bounds, of }: Extract<SourceType, { readonly kind: 'array' }>,
    group: string | undefined,
    depth: number,
  ): void {
    const { name, line } = member;
    const count = bounds.reduce((product, [low, high]) => product * (high - low + 1), 1);
    if (of.kind === 'plain') {
      const shape = { type: of.type, ...(of.length !== undefined && { length: of.length }), count };
      if (bounds.length > 1 && strideOf(shape) < 2) {
        this.#bit = undefined;
        this.problems.push({ kind: 'dimensions', line, name });
      } else this.#plain(member, shape, group);
      return;
    }
    for (const index of indexes(bounds)) {
      const before = this.#bit;
      this.#place({ ...member, name: `${name}[${index}]`, type: of }, group, depth + 1);
      // Where one element takes nothing, as a structure without members, none does, however many there are.
      if (this.#bit === undefined || this.#bit === before) return;
    }
  }

  #plain({ name, line }: Member, shape: Shape, group: string | undefined): void {
    const isBit = shape.type === 'BOOL';
    const isArray = shape.count !== undefined;
    if (!isBit || isArray) this.#align(strideOf(shape) < 2 && !isArray ? 8 : 16);
    const at = this.#bit ?? 0;
    const place = { area: 'DB', db: this.#db, start: Math.floor(at / 8) } as const;
    const address = formatAddress(isBit ? { ...place, bit: at % 8 } : place, shape);
    this.tags.push({ line, name, address, ...(group !== undefined && { group }) });
    this.#bit = at + (isBit ? (shape.count ?? 1) : sizeOf(shape) * 8);
  }

  /** @param bits 8: to the next byte; 16: to the next even one */
  #align(bits: 8 | 16): void {
    if (this.#bit !== undefined) this.#bit = Math.ceil(this.#bit / bits) * bits;
  }
}

/** `1,1`, `1,2`, `2,1` … */
function* indexes(bounds: readonly (readonly [number, number])[]): Iterable<string> {
  const [first, ...rest] = bounds;
  if (first === undefined) return;
  const [low, high] = first;
  for (let index = low; index <= high; index += 1) {
    if (rest.length === 0) yield `${index}`;
    else for (const inner of indexes(rest)) yield `${index},${inner}`;
  }
}
