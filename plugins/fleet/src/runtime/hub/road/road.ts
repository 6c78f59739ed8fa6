import { acknowledgedDocument, releaseErrors, signDocument } from '@millwright/release';
import type { Outcome } from '../../../common/devices.ts';
import type { DeviceFrame, HubFrame } from '../../../common/road.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { Presence } from '../presence.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { Wanted } from '../wanted/wanted.ts';

/** When a device that asks comes again at the latest, in milliseconds: well before it counts as out of reach. */
const askEvery = 20_000;

export interface RoadOptions {
  readonly store: () => Pick<FleetStore, 'takeReport'>;
  readonly keys: HubKeys;
  readonly wanted: Wanted;
  readonly presence: Presence;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A device said something, and what of it was not known yet. */
  readonly onReport: (device: string, ended: readonly Outcome[]) => void;
  /** Two machines answer with one key, as nobody knew until now. */
  readonly onCopied: (device: string) => void;
}

/** What the device speaks, and the trust that it follows: as its last frame said. */
export type Spoken = Pick<DeviceFrame, 'format' | 'trust'>;

/** A report of a device against what is wanted of it, whatever carries them. */
export class Road {
  readonly #options: RoadOptions;

  constructor(options: RoadOptions) {
    this.#options = options;
  }

  /**
   * Takes a report, for good, and answers it.
   *
   * @throws `release.copied-device`, `fleet.no-device`, and as `checkReported`
   */
  async exchange(device: string, frame: DeviceFrame): Promise<HubFrame> {
    return (await this.take(device, frame)).answer;
  }

  /**
   * The same, and whether it was said for the first time: whoever has overheard a report can say it again.
   *
   * @throws as {@link exchange}
   */
  async take(
    device: string,
    { reported, ...spoken }: DeviceFrame,
  ): Promise<{ readonly answer: HubFrame; readonly isNew: boolean }> {
    const { store, presence, now, onReport, onCopied } = this.#options;
    const taken = await store().takeReport({ device, envelope: reported, now: now() });
    presence.heard(device);
    if (taken.copied) {
      if (taken.copied.isNews) onCopied(device);
      throw releaseErrors.copiedDevice({ device });
    }
    onReport(device, taken.ended);
    const isNew = !taken.isAgain;
    const answer = await this.frame(device, spoken, taken.jobs);
    return { answer: isNew ? answer : await this.#toRepeated(device, answer, taken.desired), isNew };
  }

  /** What is wanted is told to nobody who has only overheard a report: who has the key says it anew. */
  async #toRepeated(device: string, { desired, ...answer }: HubFrame, seen = 0): Promise<HubFrame> {
    if (desired === undefined) return answer;
    const { counter = 0 } = await this.#options.wanted.frameOf(device);
    return counter > seen ? { ...answer, anew: true } : answer;
  }

  /** What the hub says now. @param jobs whose outcomes are kept for good */
  async frame(device: string, { format, trust }: Spoken, jobs: readonly string[] = []): Promise<HubFrame> {
    const { keys, wanted } = this.#options;
    const { desired } = await wanted.frameOf(device);
    return {
      format,
      trust: trustAfter(keys, trust),
      ...(desired === undefined ? {} : { desired }),
      ...(jobs.length > 0 && {
        acknowledged: signDocument(acknowledgedDocument, { format: 1, device, jobs: [...jobs] }, [
          keys.hubKey(),
        ]),
      }),
      next: askEvery,
    };
  }
}

/** Versions of the trust after the one that a device follows. One that follows a later one gets none, and says so itself. */
function trustAfter(keys: HubKeys, version: number): string[] {
  const missing = keys.trust().trust.version - version;
  return missing > 0 ? keys.chain().slice(-missing) : [];
}
