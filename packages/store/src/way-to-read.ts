import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const sizeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size;

/**
 * How to open a database so that not one byte beside or in it is written. While a program has it open, or after one
 * was killed, the newest of it stands in `-wal`, and `-shm` says where: they are read as they are. Without `-wal`
 * nobody has it open, and SQLite would make both files, unless it is told that nothing changes.
 *
 * @returns undefined where there is no way
 * @see https://www.sqlite.org/wal.html#read_only_databases
 */
export function wayToRead(file: string): { readonly address: URL; readonly immutable: boolean } | undefined {
  const immutable = sizeOf(`${file}-wal`) === undefined;
  if (!immutable && sizeOf(`${file}-shm`) === undefined) return undefined;
  const address = pathToFileURL(file);
  address.search = immutable ? 'immutable=1' : 'mode=ro&readonly_shm=1';
  return { address, immutable };
}
