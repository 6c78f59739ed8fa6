import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';

const interval = 100;

/**
 * Gives each line that is appended to a file, so that any shell can tell a running program something. The file is made
 * empty first.
 *
 * @returns stops it
 */
export function followCommands(file: string, onLine: (line: string) => void): () => void {
  writeFileSync(file, '', { mode: 0o600 });
  let read = 0;
  let rest = '';
  const take = (): void => {
    const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
    // Written anew, by an editor or by a shell's `>`.
    if (size < read) read = 0;
    if (size === read) return;
    const bytes = Buffer.alloc(size - read);
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, bytes, 0, bytes.length, read);
    } finally {
      closeSync(descriptor);
    }
    read = size;
    const lines = (rest + bytes.toString('utf8')).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  // Not `watchFile`: what is appended before its first look it never tells.
  const timer = setInterval(take, interval);
  return () => clearInterval(timer);
}
