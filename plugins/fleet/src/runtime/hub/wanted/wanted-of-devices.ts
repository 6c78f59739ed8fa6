import type { Dispose } from '@millwright/runtime';
import type { Blobs } from '../blobs/blobs.ts';
import { standingRefusals } from '../devices/standing.ts';
import { manifestOf } from '../releases/stored-release.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { Wanted, WantedBlob, WantedFrame } from './wanted.ts';

/** Releases whose blobs are known by heart: devices ask for one after the other. */
const mostKnown = 16;

/** What is wanted of devices, as the store has it. */
export class WantedOfDevices implements Wanted {
  readonly #store: Pick<FleetStore, 'findDevice' | 'findRelease'>;
  readonly #blobs: Blobs;
  readonly #listeners = new Set<(devices: readonly string[]) => void>();
  /** By name and version. */
  readonly #parts = new Map<string, ReadonlySet<string>>();

  constructor(store: Pick<FleetStore, 'findDevice' | 'findRelease'>, blobs: Blobs) {
    this.#store = store;
    this.#blobs = blobs;
  }

  async frameOf(id: string): Promise<WantedFrame> {
    const device = await this.#store.findDevice(id);
    if (!device || device.desired === null || !mayGet(device)) return {};
    const { desired, box, counter } = device;
    return { desired, counter, ...(box === null ? {} : { box }) };
  }

  async blobOf(id: string, digest: string): Promise<WantedBlob | undefined> {
    const device = await this.#store.findDevice(id);
    if (!device || !mayGet(device)) return undefined;
    const isWanted = device.box === digest || (await this.#partsOf(device)).has(digest);
    return isWanted && (await this.#blobs.has(digest)) ? { file: this.#blobs.file(digest) } : undefined;
  }

  onChanged(listener: (devices: readonly string[]) => void): Dispose {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Something else is wanted of these. */
  tell(devices: readonly string[]): void {
    if (devices.length > 0) for (const listener of this.#listeners) listener(devices);
  }

  async #partsOf({ wanted_name: name, wanted_version: version }: DeviceRow): Promise<ReadonlySet<string>> {
    if (name === null || version === null) return new Set();
    const key = `${name} ${version}`;
    const known = this.#parts.get(key);
    if (known) return known;
    const row = await this.#store.findRelease({ name, version });
    if (row?.state !== 'signed') return new Set();
    const parts = new Set([row.digest, ...manifestOf(row).parts.map(({ digest }) => digest)]);
    this.#parts.set(key, parts);
    for (const oldest of [...this.#parts.keys()].slice(0, -mostKnown)) this.#parts.delete(oldest);
    return parts;
  }
}

const mayGet = (device: DeviceRow): boolean => standingRefusals(device).length === 0;
