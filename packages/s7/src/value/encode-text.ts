import type { CharacterType, TextType } from '../data-type.ts';
import { doesNotFit, type Target, wrongType } from './target.ts';

/** Puts one character where it belongs. @throws `s7.wrong-type`, `s7.value-does-not-fit` */
export function encodeCharacter(value: unknown, type: CharacterType, view: DataView, target: Target): void {
  const text = textIn(value, target);
  if (text.length !== 1) throw doesNotFit(value, 'it takes one character', target);
  if (type === 'CHAR') view.setUint8(0, latin1Code(text, 0, target));
  else view.setUint16(0, text.charCodeAt(0));
}

/** Puts a text behind its two lengths. What it does not need stays 0. @throws `s7.wrong-type`, `s7.value-does-not-fit` */
export function encodeText(value: unknown, type: TextType, view: DataView, target: Target): void {
  const text = textIn(value, target);
  const { length = 0 } = target.format;
  if (text.length > length) {
    throw doesNotFit(value, `it has ${text.length} characters, and there is room for ${length}`, target);
  }
  if (type === 'STRING') {
    view.setUint8(0, length);
    view.setUint8(1, text.length);
    for (let index = 0; index < text.length; index += 1) {
      view.setUint8(2 + index, latin1Code(text, index, target));
    }
    return;
  }
  view.setUint16(0, length);
  view.setUint16(2, text.length);
  for (let index = 0; index < text.length; index += 1) view.setUint16(4 + 2 * index, text.charCodeAt(index));
}

function textIn(value: unknown, target: Target): string {
  if (typeof value !== 'string') throw wrongType(value, 'a text', target);
  return value;
}

function latin1Code(text: string, index: number, target: Target): number {
  const code = text.charCodeAt(index);
  if (code <= 0xff) return code;
  const character = String.fromCodePoint(text.codePointAt(index) ?? code);
  throw doesNotFit(
    text,
    `${character} is no character of Latin-1, and only WSTRING and WCHAR have more`,
    target,
  );
}
