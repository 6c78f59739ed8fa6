import type { Block } from '@millwright/tags';
import type { Item } from '../client/session.ts';
import { answerHead, filled, itemHead, longestItem, mostItems, type RequestLimits } from './limits.ts';
import { type S7Span, unitBytes } from './region.ts';

/** A block, or a piece of one that is longer than a request may be, as an item of a request. */
export interface Part<Member extends S7Span> {
  readonly block: Block<Member>;
  /** At which of the block's bytes it begins. */
  readonly offset: number;
  /** How many of its bytes it brings. */
  readonly bytes: number;
}

/** One request: the items that are asked for, and what each of them is. */
export interface ReadRequest<Member extends S7Span> {
  readonly items: readonly Item[];
  readonly parts: readonly Part<Member>[];
}

interface Draft<Member extends S7Span> {
  readonly items: Item[];
  readonly parts: Part<Member>[];
  /** Bytes of the answer so far, without the fill byte of its last item. */
  answer: number;
}

/** Puts blocks into as few requests as the limits allow; each goes into the first one that has room for it. */
export function packReads<Member extends S7Span>(
  blocks: readonly Block<Member>[],
  limits: RequestLimits,
): readonly ReadRequest<Member>[] {
  const most = mostItems(limits);
  const drafts: Draft<Member>[] = [];
  /** Those that have room left. */
  let open: Draft<Member>[] = [];
  const hasRoom = ({ items, answer }: Draft<Member>, bytes: number): boolean =>
    items.length < most && filled(answer) + itemHead + bytes <= limits.pdu;
  for (const block of blocks) {
    for (const part of partsOf(block, limits.pdu)) {
      let draft = open.find((each) => hasRoom(each, part.bytes));
      if (draft === undefined) {
        draft = { items: [], parts: [], answer: answerHead };
        drafts.push(draft);
        open.push(draft);
      }
      draft.items.push(itemOf(part));
      draft.parts.push(part);
      draft.answer = filled(draft.answer) + itemHead + part.bytes;
      if (!hasRoom(draft, 1)) open = open.filter((each) => each !== draft);
    }
  }
  return drafts.map(({ items, parts }) => ({ items, parts }));
}

/** A block in pieces of what one item can bring, cut between timers or counters. */
function partsOf<Member extends S7Span>(block: Block<Member>, pdu: number): readonly Part<Member>[] {
  const unit = unitBytes(placeOf(block));
  const bytes = block.length * unit;
  const longest = longestItem(pdu);
  if (bytes <= longest) return [{ block, offset: 0, bytes }];
  // Even pieces: none of them needs a fill byte, and no timer is cut in two.
  const step = longest - (longest % 2);
  const count = Math.ceil(bytes / step);
  return Array.from({ length: count }, (_, index) => {
    const offset = index * step;
    return { block, offset, bytes: Math.min(step, bytes - offset) };
  });
}

function itemOf<Member extends S7Span>({ block, offset, bytes }: Part<Member>): Item {
  const { area, db } = placeOf(block);
  const unit = unitBytes({ area });
  const item = { area, start: block.start + offset / unit, length: bytes / unit };
  return db === undefined ? item : { ...item, db };
}

/** Where the first of its members is, all of which are in one region. */
export function placeOf<Member extends S7Span>({ members }: Block<Member>): Member['place'] {
  const [first] = members as readonly [Member, ...Member[]];
  return first.place;
}
