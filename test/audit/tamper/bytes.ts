import type { Random } from '../../faults/random.ts';

const page = 4096;

interface ByteMutation {
  readonly name: string;
  /** @returns the file as it is then */
  readonly apply: (file: Buffer, random: Random) => Buffer;
}

const below = (random: Random, end: number): number => Math.floor(random.next() * end);

function changed(file: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(file);
  change(copy);
  return copy;
}

/** What a disk, a cable or a hand with a hex editor does to a file. */
export const byteMutations: readonly ByteMutation[] = [
  {
    name: 'a bit flipped',
    apply: (file, random) =>
      changed(file, (copy) => {
        const at = below(random, copy.length);
        copy.writeUInt8(copy.readUInt8(at) ^ (1 << below(random, 8)), at);
      }),
  },
  {
    name: 'a byte changed',
    apply: (file, random) =>
      changed(file, (copy) => {
        const at = below(random, copy.length);
        copy.writeUInt8((copy.readUInt8(at) + 1 + below(random, 255)) % 256, at);
      }),
  },
  {
    name: 'a letter of a text changed',
    apply: (file, random) =>
      changed(file, (copy) => {
        for (let tries = 0; tries < 1000; tries++) {
          const at = below(random, copy.length);
          const byte = copy.readUInt8(at);
          if (byte < 0x61 || byte > 0x7a) continue;
          copy.writeUInt8(0x61 + ((byte - 0x61 + 1 + below(random, 25)) % 26), at);
          return;
        }
      }),
  },
  {
    name: 'some bytes zeroed',
    apply: (file, random) =>
      changed(file, (copy) => {
        const at = below(random, copy.length);
        copy.subarray(at, at + 1 + below(random, 600)).fill(0);
      }),
  },
  {
    name: 'a page zeroed',
    apply: (file, random) =>
      changed(file, (copy) => {
        const at = below(random, copy.length / page) * page;
        copy.subarray(at, at + page).fill(0);
      }),
  },
  {
    name: 'a page put over another',
    apply: (file, random) =>
      changed(file, (copy) => {
        const from = below(random, copy.length / page) * page;
        copy.copy(copy, below(random, copy.length / page) * page, from, from + page);
      }),
  },
  { name: 'cut off', apply: (file, random) => file.subarray(0, below(random, file.length)) },
  {
    name: 'cut off at a page',
    apply: (file, random) => file.subarray(0, below(random, file.length / page) * page),
  },
];
