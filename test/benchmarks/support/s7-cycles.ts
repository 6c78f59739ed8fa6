import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { peersDirectory, root } from '@millwright/testing';
import { times } from './seconds.ts';

/** Where the values are that are read: so many REAL, each so many bytes behind the one before. */
export interface Layout {
  readonly count: number;
  readonly stride: number;
}

export interface Cycles {
  /** Milliseconds of each. */
  readonly durations: readonly number[];
  /** Of them, how many had no value for some tag. */
  readonly failed: number;
  /** Microseconds of the processor for each. */
  readonly cost: number;
}

const scripts = {
  nodes7: [join(root, 'test/benchmarks/support/s7-nodes7.mjs'), join(peersDirectory, 'nodes7')],
  ours: ['--conditions=@millwright/source', join(root, 'test/benchmarks/support/s7-ours.ts')],
} as const;

export type Library = keyof typeof scripts;

const addresses: Readonly<Record<Library, (start: number) => string>> = {
  nodes7: (start) => `DB1,REAL${start}`,
  ours: (start) => `DB1.DBD${start}:REAL`,
};

/**
 * Reads cycles with one of the libraries, in a process of its own.
 * @param more what its task says besides
 * @returns undefined where it did not live to tell
 */
export function cyclesOf(
  library: Library,
  port: number,
  { count, stride }: Layout,
  more: object = {},
): Cycles | undefined {
  const tags = Array.from({ length: count }, (_, index) => addresses[library](index * stride));
  const task = { port, tags, warmUp: times(100, 20), cycles: times(500, 50), ...more };
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...scripts[library], JSON.stringify(task)],
    { encoding: 'utf8', timeout: 60_000, maxBuffer: 50_000_000 },
  );
  return status === 0 ? JSON.parse(stdout) : undefined;
}
