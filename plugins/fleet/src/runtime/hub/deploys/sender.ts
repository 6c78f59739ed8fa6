import type { Random } from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { troubleOf } from '../../trouble.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { GivenValue } from '../values/value-book.ts';
import type { WantedOfDevices } from '../wanted/wanted-of-devices.ts';
import { renewed } from './renewal.ts';
import { type Delivery, type MadeWish, makeWish, type WantedRelease } from './wish.ts';

export interface SenderOptions {
  readonly store: Pick<FleetStore, 'failDelivery' | 'listDeviceIds' | 'putWishes' | 'selectDevices'>;
  readonly blobs: Blobs;
  readonly keys: Pick<HubKeys, 'hubKey'>;
  readonly wanted: Pick<WantedOfDevices, 'tell'>;
  readonly random: Random;
  readonly now: () => number;
  /** Devices that something else is wanted of. */
  readonly onSent: () => void;
}

/** Devices whose wishes share a transaction. */
const atOnce = 50;
/** Whoever is quicker changes a wish once, and is done. */
const mostTries = 5;

/** Wants things of devices: signed, sealed, durable, and told to those that listen. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /**
   * Where other wishes are quicker again and again, the delivery ends with `fleet.delivery-overtaken`.
   *
   * @param valuesOf of a device as it is; what it throws ends the delivery for that device alone
   */
  async send(
    release: WantedRelease,
    jobs: ReadonlyMap<string, string>,
    valuesOf: (device: DeviceRow) => readonly GivenValue[],
    by: string | undefined,
  ): Promise<void> {
    let left = [...jobs.keys()];
    for (let tries = 0; left.length > 0 && tries < mostTries; tries++) {
      const rows = await this.#options.store.selectDevices({ kind: 'devices', devices: left });
      left = [];
      for (let from = 0; from < rows.length; from += atOnce) {
        const batch = rows
          .slice(from, from + atOnce)
          .map((device) => ({ device, job: jobs.get(device.id) ?? '' }));
        left.push(...(await this.#sendBatch(release, batch, valuesOf, by)));
      }
    }
    if (left.length === 0) return;
    // Those that are gone by now have nothing that could be noted.
    const given = await this.#options.store.selectDevices({ kind: 'devices', devices: left });
    for (const { id, name } of given)
      await this.#fail(release, id, jobs.get(id) ?? '', fleetErrors.deliveryOvertaken({ name }));
  }

  /**
   * Signs anew what would expire before long, or is otherwise by now, of all devices or of some. Reports and documents of a few
   * are in memory at a time.
   *
   * @returns of how many devices
   */
  async renew(devices?: readonly string[]): Promise<number> {
    const ids = devices ?? (await this.#options.store.listDeviceIds());
    let renewedNow = 0;
    for (let from = 0; from < ids.length; from += atOnce)
      renewedNow += await this.#renewBatch(ids.slice(from, from + atOnce));
    return renewedNow;
  }

  async #renewBatch(devices: readonly string[]): Promise<number> {
    const { store, keys, wanted, now } = this.#options;
    const key = keys.hubKey();
    let renewedNow = 0;
    let left = devices;
    // What was quicker may have been made before what is to be otherwise.
    for (let tries = 0; left.length > 0 && tries < mostTries; tries++) {
      const rows = await store.selectDevices({ kind: 'devices', devices: [...left] });
      const wishes = rows.flatMap((device) => renewed(device, { key, now: now() }) ?? []);
      if (wishes.length === 0) break;
      const late = await store.putWishes(wishes);
      const made = wishes.map(({ device }) => device).filter((device) => !late.includes(device));
      wanted.tell(made);
      renewedNow += made.length;
      left = late;
    }
    return renewedNow;
  }

  /** @returns those where another wish was quicker */
  async #sendBatch(
    release: WantedRelease,
    batch: readonly Omit<Delivery, 'values'>[],
    valuesOf: (device: DeviceRow) => readonly GivenValue[],
    by: string | undefined,
  ): Promise<readonly string[]> {
    const { store, blobs, keys, wanted, random, now, onSent } = this.#options;
    const signing = { key: keys.hubKey(), random, now: now() };
    const made: MadeWish[] = [];
    for (const { device, job } of batch)
      try {
        made.push(await makeWish(release, { device, job, values: valuesOf(device) }, signing, by));
      } catch (error) {
        if (!isCodedError(error)) throw error;
        await this.#fail(release, device.id, job, error);
      }
    await blobs.keep(made.flatMap(({ box }) => box ?? []));
    const missed = await store.putWishes(made.map(({ wish }) => wish));
    wanted.tell(made.map(({ wish }) => wish.device).filter((device) => !missed.includes(device)));
    onSent();
    return missed;
  }

  async #fail({ name, version }: WantedRelease, device: string, job: string, error: unknown): Promise<void> {
    const { store, now } = this.#options;
    const release = { name, version };
    await store.failDelivery(device, {
      job,
      result: 'refused',
      release,
      error: troubleOf(error),
      time: now(),
    });
  }
}
