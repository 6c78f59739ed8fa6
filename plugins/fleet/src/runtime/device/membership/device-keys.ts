import { existsSync, readFileSync } from 'node:fs';
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

export const drawDeviceKeys = (random: Random): DeviceKeys => ({
  signing: makeSigningKey(random),
  sealing: makeSealingKey(random),
});

/** In files (0600), so that whoever may read as this user, or takes the memory card, has them: see docs/fleet.md. */
export function writeDeviceKeys(directory: string, keys: DeviceKeys): void {
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
  for (const file of Object.values(files(directory))) if (existsSync(file)) destroyFile(file);
  if (existsSync(directory)) syncDirectory(directory);
}
