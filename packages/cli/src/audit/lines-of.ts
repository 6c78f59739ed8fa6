import { createReadStream } from 'node:fs';

/** More than any line of a log has, in bytes: a file of another kind must not fill the memory. */
export const longestLine = 4 * 1024 * 1024;

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of a file, piece by piece. They end with a newline and with nothing else: JSON may have U+2028 and U+2029 in
 * its texts as they are, which `node:readline` takes for the end of a line. Of one that is too long only the beginning
 * is given, which is then no line of a log.
 */
export async function* linesOf(file: string): AsyncGenerator<string[], void, undefined> {
  let open: Buffer[] = [];
  let length = 0;
  const add = (bytes: Buffer): void => {
    const room = longestLine - length;
    if (room > 0) open.push(bytes.length > room ? bytes.subarray(0, room) : bytes);
    length += bytes.length;
  };
  const closed = (): string => {
    const bytes = open.length === 1 ? (open[0] as Buffer) : Buffer.concat(open);
    const end = bytes.at(-1) === carriageReturn ? -1 : undefined;
    open = [];
    length = 0;
    return bytes.subarray(0, end).toString();
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    const bytes: Buffer = chunk;
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      add(bytes.subarray(from, end));
      lines.push(closed());
      from = end + 1;
    }
    if (from < bytes.length) add(bytes.subarray(from));
    yield lines;
  }
  if (length > 0) yield [closed()];
}
