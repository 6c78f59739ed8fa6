import type { FlowItem } from '@millwright/flows';
import {
  contentOf,
  type Manifest,
  type Part,
  receiveLock,
  receiveModule,
  releaseErrors,
  revisionOf,
  unpacked,
} from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { Blobs } from './blobs.ts';

/** What is in a release whose manifest was believed, as it lies on the disk. */
export class ReleaseOnDisk {
  readonly #blobs: Blobs;
  readonly #manifest: Manifest;

  constructor(blobs: Blobs, manifest: Manifest) {
    this.#blobs = blobs;
    this.#manifest = manifest;
  }

  get modules(): readonly Part[] {
    return this.#manifest.parts.filter(({ role }) => role === 'module');
  }

  /**
   * Reads each part once, to its end: it has its digest, unpacks to what is signed, and is what a release has.
   *
   * @throws as `contentOf`, `receiveModule` and `receiveLock`, `release.flows-invalid`, `fleet.flows-altered`, `fleet.blob-lost`
   */
  async check(signal: AbortSignal): Promise<void> {
    for (const part of this.#manifest.parts) {
      signal.throwIfAborted();
      await this.#checkPart(part, signal);
    }
  }

  /** @throws as {@link check} */
  async flows(): Promise<readonly FlowItem[]> {
    const part = this.#part('flows');
    const flows = part && readFlows(await contentOf(this.#blobs.read(part.digest), part));
    if (!flows) throw releaseErrors.flowsInvalid({ reason: 'there are none' });
    const found = revisionOf(flows);
    if (found !== this.#manifest.rev) throw fleetErrors.flowsAltered({ expected: this.#manifest.rev, found });
    return flows;
  }

  /** How npm lays the modules out; undefined where the release has none. @throws as {@link check} */
  async lock(): Promise<string | undefined> {
    const part = this.#part('lock');
    if (part) return await receiveLock(this.#blobs.read(part.digest), part, this.#manifest.parts);
    if (this.modules.length > 0)
      throw releaseErrors.lockInvalid({ reason: 'there are modules, and nothing says where they stand' });
    return undefined;
  }

  async #checkPart(part: Part, signal: AbortSignal): Promise<void> {
    switch (part.role) {
      case 'flows':
        await this.flows();
        return;
      case 'module':
        await receiveModule(this.#blobs.read(part.digest), part);
        return;
      case 'lock':
        await this.lock();
        return;
      default:
        for await (const _chunk of unpacked(this.#blobs.read(part.digest), part)) signal.throwIfAborted();
    }
  }

  #part(role: Part['role']): Part | undefined {
    return this.#manifest.parts.find((part) => part.role === role);
  }
}

function readFlows(content: Buffer): readonly FlowItem[] | undefined {
  let items: unknown;
  try {
    items = JSON.parse(content.toString());
  } catch {
    throw releaseErrors.flowsInvalid({ reason: 'the text is no JSON' });
  }
  const areItems = Array.isArray(items) && items.every((item) => typeof item === 'object' && item !== null);
  if (!areItems) throw releaseErrors.flowsInvalid({ reason: 'it is no list of objects' });
  return items as readonly FlowItem[];
}
