import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { firstTrust, type HeldTrust } from '@millwright/release';
import {
  keepPrivate,
  makePrivateDirectory,
  storageFailure,
  syncDirectory,
  writeDurableFile,
} from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import { deviceId, digest, labels, moment } from '../../../common/fields.ts';

const stored = v.strictObject({
  format: v.literal(1),
  device: deviceId,
  name: v.string(),
  labels,
  /** Of the hub: `https://hub.example/red`. */
  hub: v.string(),
  /** The latest trust as it was signed, and the digest of its payload, by which it is known again. */
  trust: v.strictObject({ envelope: v.string(), digest }),
  /** When the newest document of the hub that was believed was signed, by its clock. */
  seen: moment,
  /** To be compared with those that the hub shows; gone once the hub has sent a release. */
  words: v.optional(v.array(v.string())),
});
type Stored = v.InferOutput<typeof stored>;

/** What a device is to its hub, without its private keys. */
export interface Identity extends Readonly<Omit<Stored, 'format' | 'trust'>> {
  readonly trust: HeldTrust;
  /** The trust as it was signed. */
  readonly envelope: string;
}

/**
 * @returns nothing where this instance is no device
 * @throws `fleet.identity-damaged`: it is left as it is, and the flows run on
 */
export function readIdentity(file: string): Identity | undefined {
  if (!existsSync(file)) return undefined;
  try {
    keepPrivate(file);
    const { format: _format, trust, ...about } = v.parse(stored, JSON.parse(readFileSync(file, 'utf8')));
    // Whose file this is could change the digest too; it is compared so that a spoilt one is never followed.
    return { ...about, trust: firstTrust(trust.envelope, trust.digest), envelope: trust.envelope };
  } catch (error) {
    throw fleetErrors.identityDamaged({ file, reason: (error as Error).message }, { cause: error });
  }
}

/** Durable when it returns. @throws errors of the `store` table */
export function writeIdentity(file: string, { trust, envelope, ...about }: Identity): void {
  const text: Stored = { format: 1, ...about, trust: { envelope, digest: trust.digest } };
  try {
    makePrivateDirectory(dirname(file));
    writeDurableFile(file, `${JSON.stringify(text, undefined, 2)}\n`);
  } catch (error) {
    throw storageFailure(error, file) ?? error;
  }
}

/** From then on this instance is no device. Durable when it returns. */
export function removeIdentity(file: string): void {
  rmSync(file, { force: true });
  if (existsSync(dirname(file))) syncDirectory(dirname(file));
}
