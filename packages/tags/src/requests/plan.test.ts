import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Lessons, type PlanLimits, planReads, type Span } from './plan.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const span = (area: string, start: number, length: number): Span => ({ area, start, length });
const run = (area: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => span(area, from + index, 1));
const limits = (limit: number, gap = 0): PlanLimits => ({ limitOf: () => limit, gapOf: () => gap });
const shape = (members: readonly Span[], of: PlanLimits, lessons?: Lessons) =>
  planReads(members, of, lessons).blocks.map(({ area, start, length }) => [area, start, length]);

const nothingLearned: Lessons = {
  limitOf: () => Number.POSITIVE_INFINITY,
  bars: () => false,
  isBad: () => false,
};

describe(`read plan (seed ${seed})`, () => {
  it('makes one request of neighbours, in whatever order they come', () => {
    const members = [span('holding', 4, 2), span('holding', 0, 2), span('holding', 2, 2)];
    assert.deepEqual(shape(members, limits(125)), [['holding', 0, 6]]);
  });

  it('M-B-01: reads a small hole along', () => {
    const members = [...run('holding', 0, 9), ...run('holding', 12, 20)];
    assert.deepEqual(shape(members, limits(125, 5)), [['holding', 0, 21]]);
  });

  it('M-B-02: makes two requests around a hole where none may be read along', () => {
    const members = [...run('holding', 0, 9), ...run('holding', 12, 20)];
    assert.deepEqual(shape(members, limits(125)), [
      ['holding', 0, 10],
      ['holding', 12, 9],
    ]);
  });

  it('M-B-03: splits at the limit between two members, never inside one', () => {
    const members = Array.from({ length: 70 }, (_, index) => span('holding', index * 2, 2));
    assert.deepEqual(shape(members, limits(125)), [
      ['holding', 0, 124],
      ['holding', 124, 16],
    ]);
    assert.deepEqual(shape(run('coil', 0, 2_000), limits(2_000)), [
      ['coil', 0, 2_000],
      ['coil', 2_000, 1],
    ]);
  });

  it('M-B-04: asks for no more than a smaller limit allows', () => {
    const blocks = shape(run('holding', 0, 99), limits(40, 5));
    assert.deepEqual(blocks, [
      ['holding', 0, 40],
      ['holding', 40, 40],
      ['holding', 80, 20],
    ]);
  });

  it('M-B-06: never merges different kinds of register', () => {
    const members = [span('holding', 0, 2), span('input', 2, 1), span('holding', 2, 1)];
    assert.deepEqual(shape(members, limits(125, 10)), [
      ['holding', 0, 3],
      ['input', 2, 1],
    ]);
  });

  it('keeps the order of the table, among blocks and within them', () => {
    const members = [span('input', 9, 1), span('holding', 4, 1), span('input', 8, 1), span('holding', 3, 1)];
    const { blocks } = planReads(members, limits(125));
    assert.deepEqual(
      blocks.map((block) => block.members),
      [
        [members[0], members[2]],
        [members[1], members[3]],
      ],
    );
  });

  it('names what no request can hold, and plans the rest', () => {
    const long = span('holding', 0, 126);
    const { blocks, tooLong } = planReads([long, span('holding', 0, 1)], limits(125));
    assert.deepEqual(tooLong, [long]);
    assert.equal(blocks.length, 1);
  });

  it('needs no more requests than 1,000 tags over 4,000 registers deserve', () => {
    const members = Array.from({ length: 1_000 }, (_, index) => span('holding', index * 4, 2));
    assert.ok(planReads(members, limits(125, 16)).blocks.length <= 40);
  });

  it('leaves alone what was refused by itself, and reads it along in no other block', () => {
    const bad = span('holding', 5, 1);
    const lessons: Lessons = {
      ...nothingLearned,
      isBad: ({ start }) => start === bad.start,
      bars: (_area, from, to) => from <= bad.start && bad.start < to,
    };
    assert.deepEqual(shape(run('holding', 0, 9), limits(125, 5), lessons), [
      ['holding', 0, 5],
      ['holding', 5, 1],
      ['holding', 6, 4],
    ]);
  });

  it('respects a limit that was learned, but does not give up a member that is longer', () => {
    const lessons: Lessons = { ...nothingLearned, limitOf: () => 3 };
    const members = [...run('holding', 0, 3), span('holding', 4, 4)];
    assert.deepEqual(shape(members, limits(125), lessons), [
      ['holding', 0, 3],
      ['holding', 3, 1],
      ['holding', 4, 4],
    ]);
  });

  it('keeps every member once, whole, in order; no hole too wide, no block too long, none to be merged', () => {
    const members = fc.array(
      fc.record({
        area: fc.constantFrom('a', 'b'),
        start: fc.nat({ max: 600 }),
        length: fc.integer({ min: 1, max: 12 }),
      }),
      { maxLength: 200 },
    );
    const limit = fc.integer({ min: 1, max: 125 });
    fc.assert(
      fc.property(members, limit, fc.nat({ max: 20 }), (spans, most, gap) => {
        const { blocks, tooLong } = planReads(spans, limits(most, gap), nothingLearned);
        const planned = blocks.flatMap((block) => block.members);
        assert.equal(new Set([...planned, ...tooLong]).size, spans.length);
        assert.equal(planned.length + tooLong.length, spans.length);
        assert.ok(tooLong.every(({ length }) => length > most));
        const firsts = blocks.map((block) => (spans as Span[]).indexOf(block.members[0] as Span));
        assert.deepEqual(
          firsts,
          firsts.toSorted((a, b) => a - b),
        );
        for (const block of blocks) {
          assert.ok(block.length <= most);
          const places = block.members.map((member) => (spans as Span[]).indexOf(member));
          assert.deepEqual(
            places,
            places.toSorted((a, b) => a - b),
          );
          let reached = block.start;
          for (const { area, start, length } of block.members.toSorted((a, b) => a.start - b.start)) {
            assert.equal(area, block.area);
            assert.ok(start >= block.start && start + length <= block.start + block.length);
            assert.ok(start - reached <= gap);
            reached = Math.max(reached, start + length);
          }
          assert.equal(reached, block.start + block.length);
        }
        for (const area of ['a', 'b']) {
          const own = blocks.filter((block) => block.area === area).toSorted((a, b) => a.start - b.start);
          for (const [index, block] of own.entries()) {
            const next = own[index + 1];
            if (!next || next.start > block.start + block.length + gap) continue;
            assert.ok(next.start + next.length - block.start > most, 'two blocks would have been one');
          }
        }
      }),
      { seed },
    );
  });
});
