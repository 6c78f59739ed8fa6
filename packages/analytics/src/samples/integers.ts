import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { sampleErrors } from './errors.ts';

/** Whole numbers up to this size are packed: second differences and their distances then are exact in a double. */
export const integerLimit = 2 ** 49;

const groupSize = 64;
const maxWidth = 53;
/** Differences of differences are as far as plant data goes: a steady ramp is all zeros there. */
const orders = [0, 1, 2] as const;

type Residuals = Float64Array;

/** How one group is packed: distances from `base` in `width` bits, the ones that are wider apart from the others. */
interface GroupPlan {
  readonly base: number;
  readonly width: number;
  readonly wider: number;
  /** Bits that the group takes. */
  readonly cost: number;
}

/** Bits of a whole number from 0 to 2^53. */
const bitsOf = (value: number): number =>
  value < 2 ** 32 ? 32 - Math.clz32(value) : 64 - Math.clz32(value / 2 ** 32);

/** Bits of a distance that does not fit: its place and a varint. */
const costApart = (bits: number): number => 8 + 8 * Math.ceil(bits / 7);

const bitCounts = (): Uint32Array => new Uint32Array(maxWidth + 1);

function planGroup(residuals: Residuals, start: number, end: number, counts: Uint32Array): GroupPlan {
  let base = Number.POSITIVE_INFINITY;
  for (let at = start; at < end; at += 1) base = Math.min(base, residuals[at] as number);
  counts.fill(0);
  let most = 0;
  for (let at = start; at < end; at += 1) {
    const bits = bitsOf((residuals[at] as number) - base);
    counts[bits] = (counts[bits] as number) + 1;
    if (bits > most) most = bits;
  }
  const size = end - start;
  const head = 16 + 8 * Math.max(1, Math.ceil((bitsOf(Math.abs(base)) + 1) / 7));
  let plan: GroupPlan = { base, width: most, wider: 0, cost: head + most * size };
  let [wider, apart] = [0, 0];
  for (let width = most - 1; width >= 0; width -= 1) {
    const count = counts[width + 1] as number;
    wider += count;
    apart += count * costApart(width + 1);
    const cost = head + width * size + apart;
    if (cost < plan.cost) plan = { base, width, wider, cost };
  }
  return plan;
}

function differences(values: Residuals): Residuals {
  const result = new Float64Array(values.length - 1);
  for (let at = 0; at < result.length; at += 1) {
    result[at] = (values[at + 1] as number) - (values[at] as number);
  }
  return result;
}

/** How a column of whole numbers is packed. */
export interface IntegerPlan {
  /** The first number before differences were taken, once for each time that they were. */
  readonly seeds: readonly number[];
  readonly residuals: Residuals;
  readonly groups: readonly GroupPlan[];
  /** Bits that it takes, about. */
  readonly cost: number;
}

/** The cheapest way to pack whole numbers of at most {@link integerLimit} in size. */
export function planIntegers(values: Float64Array): IntegerPlan {
  const counts = bitCounts();
  let best: IntegerPlan | undefined;
  let residuals = values;
  const seeds: number[] = [];
  for (const order of orders) {
    if (order > 0) {
      if (residuals.length === 0) break;
      seeds.push(residuals[0] as number);
      residuals = differences(residuals);
    }
    const groups: GroupPlan[] = [];
    let cost = 0;
    for (let start = 0; start < residuals.length; start += groupSize) {
      const group = planGroup(residuals, start, Math.min(start + groupSize, residuals.length), counts);
      groups.push(group);
      cost += group.cost;
    }
    if (!best || cost < best.cost) best = { seeds: [...seeds], residuals, groups, cost };
  }
  return best as IntegerPlan;
}

/** The groups of 64 residuals each: base, width, how many are wider, the packed distances, the wider ones. */
export function writeIntegers(writer: ByteWriter, { seeds, residuals, groups }: IntegerPlan): void {
  writer.byte(seeds.length);
  for (const seed of seeds) writer.signedVarint(seed);
  groups.forEach(({ base, width, wider }, index) => {
    const start = index * groupSize;
    const end = Math.min(start + groupSize, residuals.length);
    const tooWide = 2 ** width;
    writer.signedVarint(base);
    writer.byte(width);
    writer.byte(wider);
    for (let at = start; width > 0 && at < end; at += 1) {
      const distance = (residuals[at] as number) - base;
      writer.bits(distance < tooWide ? distance : 0, width);
    }
    writer.endBits();
    for (let at = start; wider > 0 && at < end; at += 1) {
      const distance = (residuals[at] as number) - base;
      if (distance < tooWide) continue;
      writer.byte(at - start);
      writer.varint(distance);
    }
  });
}

function readGroup(reader: ByteReader, into: Float64Array, start: number, end: number): void {
  const base = reader.signedVarint();
  const width = reader.byte();
  const wider = reader.byte();
  if (width > maxWidth) throw sampleErrors.damagedBlock({ reason: `a width of ${width} bits` });
  if (width === 0) into.fill(base, start, end);
  else for (let at = start; at < end; at += 1) into[at] = base + reader.bits(width);
  reader.endBits();
  for (let each = 0; each < wider; each += 1) {
    const at = start + reader.byte();
    if (at >= end) throw sampleErrors.damagedBlock({ reason: 'a place outside its group' });
    into[at] = base + reader.varint();
  }
}

/** What {@link writeIntegers} wrote of so many numbers. */
export function readIntegers(reader: ByteReader, count: number): Float64Array {
  const order = reader.byte();
  if (order >= orders.length || order > count) {
    throw sampleErrors.damagedBlock({ reason: `differences of order ${order}` });
  }
  const seeds = Array.from({ length: order }, () => reader.signedVarint());
  const values = new Float64Array(count);
  for (let start = order; start < count; start += groupSize) {
    readGroup(reader, values, start, Math.min(start + groupSize, count));
  }
  for (let level = order - 1; level >= 0; level -= 1) {
    let sum = seeds[level] as number;
    values[level] = sum;
    for (let at = level + 1; at < count; at += 1) {
      sum += values[at] as number;
      values[at] = sum;
    }
  }
  return values;
}
