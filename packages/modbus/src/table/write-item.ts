import { checkWrite, type Decoded, intentOf, isValue } from '@millwright/tags';
import { decodedOf } from './reading.ts';
import type { Member } from './tag.ts';

/** One value on its way to its tag. */
export interface WriteItem {
  readonly member: Member;
  /** What was asked for. */
  readonly written: unknown;
  /** As `encodeValue` gives it. */
  readonly bytes: Uint8Array;
  /** What the tag holds then. */
  readonly meant: Decoded;
  /**
   * Refuses a step from what the tag holds that is too large, where its step is limited: between the look and the write
   * nothing else may be written.
   * @param data what was read, from `start` on
   * @throws `tags.step-too-large`
   */
  readonly checkStep?: (data: Uint8Array, start: number) => void;
}

/** Makes a value ready to be written. @throws what speaks against that, whatever the tag holds */
export function writeItem(member: Member, written: unknown): WriteItem {
  const { tag } = member;
  const { name, rules = {} } = tag;
  const { bytes, meant, rounded } = intentOf(tag, written);
  const item = { member, written, bytes, meant };
  if (rules.maxStep === undefined || tag.type === 'bool') return item;
  return {
    ...item,
    checkStep(data, start) {
      const value = decodedOf(member, data, start);
      const present = isValue(value) ? value : undefined;
      checkWrite({ name, rules }, written, present);
      if (rounded !== undefined) checkWrite({ name, rules }, written, present, rounded);
    },
  };
}
