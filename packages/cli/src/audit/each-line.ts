import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Reading {
  readonly signal: AbortSignal;
  /** Told how much is read, from 0 to 1. */
  readonly tell: (share: number) => void;
}

/** Lines between two looks at the signal. */
const stride = 5000;

/** Reads files of any size, one after the other, line by line. Throws the signal's reason. */
export async function eachLine(
  files: readonly string[],
  { signal, tell }: Reading,
  take: (line: string) => void,
): Promise<void> {
  const sizes = files.map((file) => statSync(file).size);
  const size = Math.max(
    1,
    sizes.reduce((sum, each) => sum + each, 0),
  );
  let [before, lines] = [0, 0];
  for (const file of files) {
    const stream = createReadStream(file);
    try {
      for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
        take(line);
        lines += 1;
        if (lines % stride > 0) continue;
        tell((before + stream.bytesRead) / size);
        signal.throwIfAborted();
      }
    } finally {
      stream.destroy();
    }
    before += stream.bytesRead;
  }
}

/** @returns undefined if there is none */
export async function firstLine(file: string): Promise<string | undefined> {
  const stream = createReadStream(file);
  try {
    for await (const line of createInterface({ input: stream })) return line;
    return undefined;
  } finally {
    stream.destroy();
  }
}
