import { statSync } from 'node:fs';
import { linesOf } from './lines-of.ts';

export interface Reading {
  readonly signal: AbortSignal;
  /** Told how much is read, from 0 to 1. */
  readonly tell: (share: number) => void;
}

/** Characters between two looks at the signal, about. */
const stride = 1_000_000;

/** Reads files of any size, one after the other, line by line. Throws the signal's reason. */
export async function eachLine(
  files: readonly string[],
  { signal, tell }: Reading,
  take: (line: string) => void,
): Promise<void> {
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
  let [read, told] = [0, 0];
  for (const file of files)
    for await (const lines of linesOf(file)) {
      for (const line of lines) {
        take(line);
        read += line.length + 1;
      }
      if (read - told < stride) continue;
      told = read;
      tell(Math.min(1, read / size));
      signal.throwIfAborted();
    }
}

/** @returns undefined if there is none */
export async function firstLine(file: string): Promise<string | undefined> {
  for await (const [line] of linesOf(file)) if (line !== undefined) return line;
  return undefined;
}
