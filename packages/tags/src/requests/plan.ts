/** Something to read: `length` registers (or bits) of an area, from `start` on. */
export interface Span {
  readonly area: string;
  readonly start: number;
  readonly length: number;
}

/** One request: a run of an area that covers `members`, which stand in the order of their table. */
export interface Block<Member extends Span> {
  readonly area: Member['area'];
  readonly start: number;
  readonly length: number;
  readonly members: readonly Member[];
}

/** What one request may be, by area, in registers or bits. */
export interface PlanLimits<Area extends string = string> {
  /** The most that one request may ask for. */
  limitOf(area: Area): number;
  /** The widest hole between two members that is read along, since that is cheaper than a request more. */
  gapOf(area: Area): number;
}

/** What refused requests have taught about a unit. */
export interface Lessons {
  /** The most that is known to be answered in one request; infinite where nothing was refused for its length. */
  limitOf(area: string): number;
  /** Whether something from `from` up to (not including) `to` must not be read along. */
  bars(area: string, from: number, to: number): boolean;
  /** Whether this was refused by itself: beside it, others would be refused too. */
  isBad(span: Span): boolean;
}

export interface ReadPlan<Member extends Span> {
  /** In the order in which their first members stand in the table. */
  readonly blocks: readonly Block<Member>[];
  /** Members that are longer than one request may be: they cannot be read. */
  readonly tooLong: readonly Member[];
}

/** A block that is still growing. Members go by their places in the table. */
interface Draft {
  readonly area: string;
  readonly start: number;
  end: number;
  readonly places: number[];
  /** Nothing may join it. */
  readonly alone: boolean;
}

/**
 * Groups what is near to each other in one area into as few requests as the limits allow. A member is never divided
 * over two requests: a value read in two halves could be one that never was. Each member that fits into a request is
 * in exactly one block.
 */
export function planReads<Member extends Span>(
  members: readonly Member[],
  limits: PlanLimits<Member['area']>,
  lessons?: Lessons,
): ReadPlan<Member> {
  const at = (place: number): Member => members[place] as Member;
  const places = members.map((_member, place) => place);
  const isTooLong = ({ area, length }: Member): boolean => length > limits.limitOf(area);
  const tooLong = members.filter(isTooLong);
  const fitting = tooLong.length === 0 ? places : places.filter((place) => !isTooLong(at(place)));
  const sorted = fitting.toSorted((a, b) => inAddressOrder(at(a), at(b)) || a - b);

  const drafts: Draft[] = [];
  for (const place of sorted) {
    const member = at(place);
    const { area, start, length } = member;
    const alone = lessons?.isBad(member) ?? false;
    const open = drafts.at(-1);
    if (open && !alone && joins(open, member, limits, lessons)) {
      open.end = Math.max(open.end, start + length);
      open.places.push(place);
    } else {
      drafts.push({ area, start, end: start + length, places: [place], alone });
    }
  }

  for (const { places: inside } of drafts) inside.sort((a, b) => a - b);
  drafts.sort((a, b) => (a.places[0] as number) - (b.places[0] as number));
  return {
    blocks: drafts.map(({ area, start, end, places: inside }) => ({
      area,
      start,
      length: end - start,
      members: inside.map(at),
    })),
    tooLong,
  };
}

/** By area, then by address. */
export function inAddressOrder(a: Span, b: Span): number {
  if (a.area !== b.area) return a.area < b.area ? -1 : 1;
  return a.start - b.start || a.length - b.length;
}

function joins(open: Draft, member: Span, limits: PlanLimits, lessons: Lessons | undefined): boolean {
  const { area, start, length } = member;
  if (open.alone || open.area !== area || start > open.end + limits.gapOf(area)) return false;
  const whole = Math.max(open.end, start + length) - open.start;
  if (whole > limits.limitOf(area)) return false;
  if (!lessons) return true;
  // What lies inside of the block already is no longer than it was.
  const grows = start + length > open.end;
  return (
    !(grows && whole > lessons.limitOf(area)) && !(start > open.end && lessons.bars(area, open.end, start))
  );
}
