import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPrivate, makePrivateDirectory, writeDurableFile } from '@millwright/store';
import { createSealer, keyLength, type Sealer } from './seal.ts';

const mainFile = 'history.key';
const keyFile = /^history.*\.key$/;

/** The keys of this instance that open versions. */
export interface Keys {
  readonly directory: string;
  find(id: string): Sealer | undefined;
}

/** One in use, and former ones, put back from a backup, that open older versions. */
export interface KeyRing extends Keys {
  /** Seals what is new. */
  readonly active: Sealer;
  /** What of it others on this machine may read, since its mode cannot be changed. */
  readonly exposed: readonly string[];
}

/**
 * Reads the keys of this instance (`keys/history*.key`, 0600, base64), and makes one if none of them is usable. A
 * file that is there is never written over: a key that is lost from memory and disk cannot be had again.
 *
 * @param known ids of the keys with which versions were sealed, newest first
 * @param isReadOnly nothing is sealed and nothing is written
 */
export function openKeyRing(directory: string, known: readonly string[], isReadOnly = false): KeyRing {
  if (!isReadOnly) makePrivateDirectory(directory);
  const exposed = keepPrivate(directory) ? [] : [directory];
  for (const file of keyFiles(directory)) if (!keepPrivate(file)) exposed.push(file);
  const sealers = readKeys(directory);
  const main = readKey(join(directory, mainFile));
  const inUse = known.map((id) => sealers.get(id)).find((sealer) => sealer !== undefined);
  const make = (): Sealer =>
    isReadOnly ? createSealer(randomBytes(keyLength)) : makeKey(directory, known.length > 0);
  const active = inUse ?? (known.length === 0 ? main : undefined) ?? make();
  sealers.set(active.id, active);
  return { directory, active, exposed, find: (id) => sealers.get(id) };
}

/** The keys that are there, as another thread has opened or made them. */
export function readKeyRing(directory: string): Keys {
  const sealers = readKeys(directory);
  return { directory, find: (id) => sealers.get(id) };
}

const keyFiles = (directory: string): readonly string[] =>
  readdirSync(directory)
    .filter((name) => keyFile.test(name))
    .sort()
    .map((name) => join(directory, name));

function readKeys(directory: string): Map<string, Sealer> {
  const sealers = keyFiles(directory).flatMap((file) => readKey(file) ?? []);
  return new Map(sealers.map((sealer) => [sealer.id, sealer]));
}

/** @returns undefined for what is no key or cannot be read: versions that need it say so, all others do not */
function readKey(file: string): Sealer | undefined {
  const key = Buffer.from(textOf(file) ?? '', 'base64');
  return key.length === keyLength ? createSealer(key) : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** While another key is missing, its place stays free: people will put it back under the name it had. */
function makeKey(directory: string, anotherIsMissing: boolean): Sealer {
  const key = randomBytes(keyLength);
  const sealer = createSealer(key);
  const main = join(directory, mainFile);
  const file = anotherIsMissing || existsSync(main) ? join(directory, `history-${sealer.id}.key`) : main;
  writeDurableFile(file, `${key.toString('base64')}\n`);
  return sealer;
}
