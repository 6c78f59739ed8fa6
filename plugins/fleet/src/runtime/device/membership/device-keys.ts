import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DeviceKeys,
  exportSealingKey,
  exportSigningKey,
  importSealingKey,
  importSigningKey,
  makeSealingKey,
  makeSigningKey,
  type Random,
} from '@millwright/release';
import { keepPrivate, makePrivateDirectory, syncDirectory, writeDurableFile } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';
import { destroyFile } from '../files.ts';

const files = (directory: string) => ({
  signing: join(directory, 'signing.pem'),
  sealing: join(directory, 'sealing.pem'),
});
/** Names the code that they were drawn for, until the enrolment has come through. */
const purpose = (directory: string): string => join(directory, 'enrolling');

/**
 * New keys, on the disk before the hub hears of them; the same ones for each attempt with one code: the hub may have taken them in
 * with an answer that was lost, and a code for one device would be spent.
 *
 * @param code the key id of the code
 */
export function keysToEnrolWith(directory: string, code: string, random: Random): DeviceKeys {
  const file = purpose(directory);
  if (existsSync(file) && readFileSync(file, 'utf8').trim() === code)
    try {
      return readDeviceKeys(directory);
    } catch {
      // A former attempt was cut off before they were written.
    }
  const keys = { signing: makeSigningKey(random), sealing: makeSealingKey(random) };
  makePrivateDirectory(directory);
  // What lies there was for another code.
  rmSync(file, { force: true });
  writeDeviceKeys(directory, keys);
  writeDurableFile(file, `${code}\n`);
  return keys;
}

/** The hub has taken them in, and this device knows. */
export function keepEnrolled(directory: string): void {
  rmSync(purpose(directory), { force: true });
}

/** In files (0600), so that whoever may read as this user, or takes the memory card, has them: see docs/fleet.md. */
function writeDeviceKeys(directory: string, keys: DeviceKeys): void {
  makePrivateDirectory(directory);
  const { signing, sealing } = files(directory);
  writeDurableFile(signing, exportSigningKey(keys.signing));
  writeDurableFile(sealing, exportSealingKey(keys.sealing));
}

/** @throws `fleet.keys-lost`, which says nothing of what is in the files */
export function readDeviceKeys(directory: string): DeviceKeys {
  const { signing, sealing } = files(directory);
  try {
    for (const path of [directory, signing, sealing]) keepPrivate(path);
    return {
      signing: importSigningKey(readFileSync(signing, 'utf8')),
      sealing: importSealingKey(readFileSync(sealing, 'utf8')),
    };
  } catch {
    throw fleetErrors.keysLost({ directory });
  }
}

/** They cannot be read again, as far as the disk does what it is told. */
export function destroyDeviceKeys(directory: string): void {
  for (const file of [...Object.values(files(directory)), purpose(directory)])
    if (existsSync(file)) destroyFile(file);
  if (existsSync(directory)) syncDirectory(directory);
}
