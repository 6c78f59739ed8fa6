import { join } from 'node:path';
import { isObject, readJson } from '../doctor/user-directory/files.ts';

/** Whether the device of a user directory has begun a release that it has not ended. What cannot be read has begun none. */
export function isChanging(userDirectory: string): boolean {
  const read = readJson(join(userDirectory, 'millwright/fleet/device/journal.json'));
  return read.kind === 'found' && isObject(read.value['work']);
}
