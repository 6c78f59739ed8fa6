import { type Decoded, finite, type NoValue, scale, wideNumber } from '@millwright/tags';
import { elementSize, type NumberType } from '../data-type.ts';
import type { S7Format } from '../tag.ts';
import { numberOfBcd } from './bcd.ts';
import { type Decode, hexOf, tooShort, undecodable } from './decoded.ts';
import { doubleWordAt, readers, wordAt } from './read-number.ts';
import { millisecondsOfS5Time } from './s5time.ts';
import { millisecondsPerDay } from './wall-time.ts';

/** Numbers of the format's type. */
export function numberDecoder(type: NumberType, format: S7Format): Decode<Decoded> {
  switch (type) {
    case 'LWORD':
    case 'ULINT':
      return sized(8, (bytes, at) =>
        wideNumber(doubleWordAt(bytes, at), doubleWordAt(bytes, at + 4), format),
      );
    case 'LINT':
    case 'LTIME':
      return sized(8, (bytes, at) =>
        wideNumber(doubleWordAt(bytes, at) | 0, doubleWordAt(bytes, at + 4), format),
      );
    case 'LTOD':
      return sized(8, longTimeOfDay(format));
    case 'TOD':
      return sized(4, timeOfDay(format));
    case 'S5TIME':
    case 'TIMER':
      return sized(2, bcdDecoder(millisecondsOfS5Time, 'time', format));
    case 'COUNTER':
      return sized(
        2,
        bcdDecoder((word) => numberOfBcd(word & 0xfff, 3), 'count', format),
      );
    default:
      return plainDecoder(type, format);
  }
}

/** The most tags of a table are these, so nothing is done for them that need not be. */
function plainDecoder(type: keyof typeof readers, { scaling }: S7Format): Decode<Decoded> {
  const read = readers[type];
  const size = elementSize({ type });
  if (scaling === undefined) {
    return (bytes, at) => (at + size > bytes.length ? tooShort(bytes, at, size) : finite(read(bytes, at)));
  }
  return (bytes, at) =>
    at + size > bytes.length ? tooShort(bytes, at, size) : finite(scale(read(bytes, at), scaling));
}

function sized(size: number, decode: Decode<Decoded>): Decode<Decoded> {
  return (bytes, at) => (at + size > bytes.length ? tooShort(bytes, at, size) : decode(bytes, at));
}

function inUnits(raw: number, { scaling }: S7Format): number | NoValue {
  return finite(scaling === undefined ? raw : scale(raw, scaling));
}

function bcdDecoder(
  read: (word: number) => number | undefined,
  what: string,
  format: S7Format,
): Decode<Decoded> {
  return (bytes, at) => {
    const value = read(wordAt(bytes, at));
    if (value !== undefined) return inUnits(value, format);
    const text = hexOf(bytes, at, 2);
    return undecodable(`The PLC sent ${text}, which is no BCD ${what}`, text);
  };
}

function timeOfDay(format: S7Format): Decode<Decoded> {
  return (bytes, at) => {
    const milliseconds = doubleWordAt(bytes, at);
    if (milliseconds < millisecondsPerDay) return inUnits(milliseconds, format);
    return undecodable(`The PLC sent ${milliseconds} ms, and a day is shorter`, `${milliseconds}`);
  };
}

function longTimeOfDay(format: S7Format): Decode<Decoded> {
  return (bytes, at) => {
    const [high, low] = [doubleWordAt(bytes, at), doubleWordAt(bytes, at + 4)];
    // A double holds so few nanoseconds exactly; beyond, it is longer than a day anyway.
    if (high * 0x1_0000_0000 + low < millisecondsPerDay * 1e6) return wideNumber(high, low, format);
    const text = `${(BigInt(high) << 32n) | BigInt(low)}`;
    return undecodable(`The PLC sent ${text} ns, and a day is shorter`, text);
  };
}
