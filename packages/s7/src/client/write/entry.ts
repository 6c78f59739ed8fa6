import { checkWrite, isValue } from '@millwright/tags';
import type { PlannedValue } from '../../plan/write-plan.ts';
import type { S7Decoded } from '../../value/decoded.ts';
import { intentOf } from '../../value/intent.ts';
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
  const { given, meant, stored } = intentOf(tag, written);
  const entry = { member, items: writesOf(place, tag, written), written, meant };
  if (rules.maxStep === undefined || tag.type === 'BOOL') return entry;
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
