import { S7Memory } from './memory.ts';

/** A memory whose words tell where they are: the one at byte n of data block 1, or of the markers, holds n. */
export function patternS7Memory(): S7Memory {
  const memory = new S7Memory({ blocks: { 1: 65_536 } });
  for (const bytes of [memory.block(1), memory.area('M')]) {
    for (let at = 0; at < bytes.length; at += 2) bytes.writeUInt16BE(at, at);
  }
  return memory;
}
