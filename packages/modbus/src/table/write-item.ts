import { checkWrite, type Decoded, decodeValue, encodeValue, isValue } from '@millwright/tags';
import { decodedOf } from './reading.ts';
import type { Member } from './tag.ts';

/** One value on its way to its tag. */
export interface WriteItem {
  readonly member: Member;
  /** What was asked for. */
  readonly written: unknown;
  /** As `encodeValue` gives it. */
  readonly bytes: Uint8Array;
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
  const { maxStep, ...limits } = rules;
  checkWrite({ name, rules: limits }, written, undefined);
  const item = { member, written, bytes: encodeValue(written, tag) };
  const rounded = roundedOf(item);
  if (rounded !== undefined) checkWrite({ name, rules: limits }, written, undefined, rounded);
  if (maxStep === undefined || tag.type === 'bool') return item;
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

/** What the tag holds then: of a scaled value the nearest step, of a float the nearest number. */
export function meant({ bytes, member }: WriteItem): Decoded {
  return decodeValue(bytes, member.tag);
}

/** Below it two numbers are the same but for how a machine counts. */
const noise = 1e-9;

/** The step that a scaled whole number comes to, where that is another value than was asked for. */
function roundedOf(item: WriteItem): number | undefined {
  const { scaling, type } = item.member.tag;
  const [value, asked] = [meant(item), Number(item.written)];
  if (scaling === undefined || type.startsWith('float') || typeof value !== 'number') return undefined;
  return Math.abs(value - asked) > noise * Math.max(1, Math.abs(asked)) ? value : undefined;
}
