import { checkWrite, isValue, type SampleValue } from '@millwright/tags';
import type { PlannedValue } from '../../plan/write-plan.ts';
import { decodeValue } from '../../value/decode.ts';
import type { S7Decoded } from '../../value/decoded.ts';
import { elementsGiven, encodeValue } from '../../value/encode.ts';
import { writesOf } from '../../value/writes.ts';
import type { Member } from '../table/member.ts';

/** One value on its way to its tag. */
export interface WriteEntry extends PlannedValue {
  readonly member: Member;
  /** What was asked for. */
  readonly written: unknown;
  /** What the tag holds then: of a scaled value the nearest step, of a REAL the nearest number. */
  readonly meant: S7Decoded;
  /**
   * Refuses a step from what the tag holds that is too large, where its step is limited: between the look and the write
   * nothing else may be written.
   * @param data of the tag; undefined where it cannot be read
   * @throws `tags.step-too-large`
   */
  readonly checkStep?: (data: Uint8Array | undefined) => void;
}

/** Makes a value ready to be written. @throws what speaks against that, whatever the tag holds */
export function entryOf(member: Member, written: unknown): WriteEntry {
  const { tag, start, unwritable } = member;
  const { name, rules = {}, place } = tag;
  if (unwritable !== undefined) throw unwritable;
  const { maxStep, ...limits } = rules;
  const given = elementsGiven(written, tag) ?? written;
  checkWrite({ name, rules: limits }, given, undefined);
  const items = writesOf(place, tag, written);
  const meant = decodeValue(encodeValue(written, tag), tag);
  const stored = roundedOf(member, given, meant);
  checkWrite({ name, rules: limits }, given, undefined, stored);
  const entry = { member, items, written, meant };
  if (maxStep === undefined || tag.type === 'BOOL') return entry;
  return {
    ...entry,
    alone: true,
    checkStep(data) {
      const value = data && member.decode(data, start);
      const present = value !== undefined && isValue(value) ? value : undefined;
      checkWrite({ name, rules }, given, present, stored);
    },
  };
}

/** Below it two numbers are the same but for how a machine counts. */
const noise = 1e-9;

/** The steps that scaled whole numbers come to, where those are other values than were asked for. */
function roundedOf(
  { tag: { scaling, type } }: Member,
  given: unknown,
  meant: S7Decoded,
): SampleValue | undefined {
  if (scaling === undefined || type === 'REAL' || type === 'LREAL' || !isValue(meant)) return undefined;
  if (!Array.isArray(meant)) return differs(given, meant) ? meant : undefined;
  const list = Array.isArray(given) ? given : [];
  return meant.map((each, index) => (differs(list[index], each) ? each : null));
}

function differs(asked: unknown, held: unknown): boolean {
  const number = Number(asked);
  return typeof held === 'number' && Math.abs(held - number) > noise * Math.max(1, Math.abs(number));
}
