import { existsSync } from 'node:fs';

/**
 * The name under which a damaged file is kept: `history.db` becomes `history.damaged-20261122T153012Z.db`, or `…Z-2.db`
 * if that name is taken.
 *
 * @param taken whether a name cannot be had, since a rename would replace what is there
 */
export function asideName(file: string, time: Date, taken: (name: string) => boolean = existsSync): string {
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, '');
  const named = (count: number): string =>
    file.replace(/\.\w+$/, (ending) => `.damaged-${stamp}${count === 1 ? '' : `-${count}`}${ending}`);
  let count = 1;
  while (taken(named(count))) count += 1;
  return named(count);
}
