/** Something to read: `length` registers (or bits) of an area, from `start` on. */
export interface Span {
  readonly area: string;
  readonly start: number;
  readonly length: number;
}

/** One request: a run of an area that covers `members` without a hole. */
export interface Block<Member extends Span> {
  readonly area: Member['area'];
  readonly start: number;
  readonly length: number;
  readonly members: readonly Member[];
}

/**
 * Groups what lies side by side (or overlaps) in one area into as few requests as the limit allows.
 * A member is never divided over two requests: a value read in two halves could be one that never was.
 * @param limitOf most registers (or bits) that one request of an area may ask for
 */
export function groupAdjacent<Member extends Span>(
  members: readonly Member[],
  limitOf: (area: Member['area']) => number,
): readonly Block<Member>[] {
  const sorted = members.toSorted((a, b) =>
    a.area === b.area ? a.start - b.start || a.length - b.length : a.area < b.area ? -1 : 1,
  );
  const blocks: { area: Member['area']; start: number; length: number; members: Member[] }[] = [];
  for (const member of sorted) {
    const open = blocks.at(-1);
    const length = open ? Math.max(open.length, member.start + member.length - open.start) : 0;
    if (
      open &&
      open.area === member.area &&
      member.start <= open.start + open.length &&
      length <= limitOf(member.area)
    ) {
      open.length = length;
      open.members.push(member);
    } else {
      blocks.push({ area: member.area, start: member.start, length: member.length, members: [member] });
    }
  }
  return blocks;
}
