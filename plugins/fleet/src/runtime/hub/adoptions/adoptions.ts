import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { checkAdoption, releaseErrors } from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import { longestAdoptedFlows } from '../../../common/road.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { desiredOf } from '../deploys/renewal.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { reportedOf } from '../store/json.ts';
import type { FleetStore } from '../store/open-store.ts';

export interface AdoptionsOptions {
  readonly store: Pick<FleetStore, 'addAdoption' | 'findDevice'>;
  readonly blobs: Blobs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Blobs may be there that nothing needs any more. */
  readonly onTaken: () => void;
}

/** As a device hands them in. */
export interface HandedIn {
  readonly envelope: string;
  /** Gzip, in base64. */
  readonly flows: string;
}

/** Flows that were changed on devices, kept for people to look at. Nothing of them runs before somebody makes a release of them. */
export class Adoptions {
  readonly #options: AdoptionsOptions;

  constructor(options: AdoptionsOptions) {
    this.#options = options;
  }

  /**
   * Takes over what a device says that it runs, durably.
   *
   * @returns its device, or undefined where it is the latest already
   * @throws `fleet.no-device`, `fleet.device-new`, `release.copied-device`, `fleet.frame-invalid`, `fleet.adoption-large`, as `checkAdoption`, `store.*`
   */
  async take(
    id: string,
    { envelope, flows: packed }: HandedIn,
  ): Promise<Pick<DeviceRow, 'id' | 'name'> | undefined> {
    const { store, blobs, now, onTaken } = this.#options;
    const row = await store.findDevice(id);
    if (!row) throw fleetErrors.noDevice({ device: id });
    if (row.copies !== null) throw releaseErrors.copiedDevice({ device: id });
    if (row.words !== null) throw fleetErrors.deviceNew();
    const flows = await unpacked(packed);
    const { content } = checkAdoption(envelope, {
      device: { id, key: row.signing, isShutOut: row.shut_out === 1 },
      flows,
    });
    const { digest, size, rev, credentials } = content;
    const changed = reportedOf(row.reported)?.committed?.release;
    const sent = row.running_desired ?? row.desired;
    const environment = sent === null ? [] : desiredOf(sent).environment;
    const isNews = await blobs.holding(async () => {
      await blobs.keep([{ digest, content: flows }]);
      return store.addAdoption({
        device: id,
        ...{ rev, time: now(), digest, size },
        credentials: JSON.stringify(credentials),
        environment: JSON.stringify(environment.map(({ name }) => name)),
        release_name: changed?.name ?? null,
        release_version: changed?.version ?? null,
      });
    });
    if (!isNews) return undefined;
    onTaken();
    return { id, name: row.name };
  }
}

const gunzipped = promisify(gunzip);

/** @throws `fleet.adoption-large`, `fleet.frame-invalid` */
async function unpacked(packed: string): Promise<Uint8Array> {
  try {
    return await gunzipped(Buffer.from(packed, 'base64'), { maxOutputLength: longestAdoptedFlows });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw fleetErrors.adoptionLarge({ most: longestAdoptedFlows });
    throw fleetErrors.frameInvalid();
  }
}
