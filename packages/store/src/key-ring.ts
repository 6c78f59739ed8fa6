import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurableFile } from './durable-file.ts';
import { keepPrivate, makePrivateDirectory } from './private.ts';
import { createSealer, keyLength, type Sealer } from './seal.ts';

/** The keys of this instance that open what is sealed in one area. */
export interface Keys {
  readonly directory: string;
  find(id: string): Sealer | undefined;
}

/** One in use, and former ones, put back from a backup, that open what is older. */
export interface KeyRing extends Keys {
  /** Seals what is new. */
  readonly active: Sealer;
  /** What of it others on this machine may read, since its mode cannot be changed. */
  readonly exposed: readonly string[];
}

export interface KeyRingOptions {
  /** `<userDir>/millwright/keys`. */
  readonly directory: string;
  /** What the keys are for, such as `history`: the beginning of their files' names. */
  readonly area: string;
}

/**
 * Reads the keys of this instance (`keys/<area>*.key`, 0600, base64), and makes one if none of them is usable. A
 * file that is there is never written over: a key that is lost from memory and disk cannot be had again.
 *
 * @param known ids of the keys with which something was sealed, newest first
 * @param isReadOnly nothing is sealed and nothing is written
 */
export function openKeyRing(options: KeyRingOptions, known: readonly string[], isReadOnly = false): KeyRing {
  const { directory, area } = options;
  if (!isReadOnly) makePrivateDirectory(directory);
  const exposed = keepPrivate(directory) ? [] : [directory];
  for (const file of keyFiles(options)) if (!keepPrivate(file)) exposed.push(file);
  const sealers = readKeys(options);
  const main = readKey(mainFile(options), area);
  const inUse = known.map((id) => sealers.get(id)).find((sealer) => sealer !== undefined);
  const make = (): Sealer =>
    isReadOnly ? createSealer(randomBytes(keyLength), area) : makeKey(options, known.length > 0);
  const active = inUse ?? (known.length === 0 ? main : undefined) ?? make();
  sealers.set(active.id, active);
  return { directory, active, exposed, find: (id) => sealers.get(id) };
}

/** The keys that are there, as another thread has opened or made them. */
export function readKeyRing(options: KeyRingOptions): Keys {
  const sealers = readKeys(options);
  return { directory: options.directory, find: (id) => sealers.get(id) };
}

const mainFile = ({ directory, area }: KeyRingOptions): string => join(directory, `${area}.key`);

const keyFiles = ({ directory, area }: KeyRingOptions): readonly string[] =>
  readdirSync(directory)
    .filter((name) => name.startsWith(area) && name.endsWith('.key'))
    .sort()
    .map((name) => join(directory, name));

function readKeys(options: KeyRingOptions): Map<string, Sealer> {
  const sealers = keyFiles(options).flatMap((file) => readKey(file, options.area) ?? []);
  return new Map(sealers.map((sealer) => [sealer.id, sealer]));
}

/** @returns undefined for what is no key or cannot be read: what needs it says so, all else does not */
function readKey(file: string, area: string): Sealer | undefined {
  const key = Buffer.from(textOf(file) ?? '', 'base64');
  return key.length === keyLength ? createSealer(key, area) : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** While another key is missing, its place stays free: people will put it back under the name it had. */
function makeKey(options: KeyRingOptions, anotherIsMissing: boolean): Sealer {
  const { directory, area } = options;
  const key = randomBytes(keyLength);
  const sealer = createSealer(key, area);
  const main = mainFile(options);
  const file = anotherIsMissing || existsSync(main) ? join(directory, `${area}-${sealer.id}.key`) : main;
  writeDurableFile(file, `${key.toString('base64')}\n`);
  return sealer;
}
