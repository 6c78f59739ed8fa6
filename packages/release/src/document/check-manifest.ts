import { type Clock, standingOf } from '../clock.ts';
import { releaseErrors } from '../errors.ts';
import { signersOf, type Trust } from '../trust/trust.ts';
import { type Opened, openDocument } from './document.ts';
import type { Label } from './fields.ts';
import { type Manifest, manifestDocument } from './manifest.ts';

/** What a device is, as far as a release asks for it. */
export interface DeviceTraits {
  readonly id: string;
  /** As the hub gave them. */
  readonly labels: readonly Label[];
  /** Node-RED's own version, `5.0.2`. */
  readonly nodeRed: string;
  /** Of Node.js, without the `v`. */
  readonly node: string;
  /** `linux-x64` */
  readonly platform: string;
}

/** What a device remembers of the releases of one name: `known` in the state of `@millwright/rollout`, which decides on it. */
export interface KnownVersions {
  /** The highest version that it ever ran. */
  readonly highest: number;
  /** The lowest version that it still takes. */
  readonly floor: number;
}

export interface ManifestContext {
  readonly trust: Trust;
  /** What the hub wants to run. */
  readonly wanted: {
    readonly name: string;
    readonly version: number;
    readonly digest: string;
    readonly floor?: number;
  };
  readonly device: DeviceTraits;
  /** Absent if no release of this name was ever here. */
  readonly known?: KnownVersions;
  readonly clock: Clock;
}

/** No project makes as many releases; who jumps further wants to shut out what comes after. */
const largestJump = 1_000_000;

/**
 * Whether a device may run a release: before anything of it is unpacked. That its parts are what the manifest says is
 * checked as they are read.
 *
 * @throws as `openDocument`, and `release.mixed`, `release.not-in-audience`, `release.incompatible`,
 * `release.below-floor`, `release.fast-forward`, `release.expired`
 */
export function checkManifest(source: string | Uint8Array, context: ManifestContext): Opened<Manifest> {
  const { trust, wanted, device, known, clock } = context;
  const opened = openDocument(manifestDocument, source, signersOf(trust, 'release'));
  const { content: manifest, digest } = opened;
  if (digest !== wanted.digest || manifest.name !== wanted.name || manifest.version !== wanted.version)
    throw releaseErrors.mixed({ reason: 'the hub wants another release than this one' });
  if (!isInAudience(manifest, device)) throw releaseErrors.notInAudience();
  const reason = misfit(manifest, device);
  if (reason !== undefined) throw releaseErrors.incompatible({ reason });
  const floor = Math.max(known?.floor ?? 0, wanted.floor ?? 0);
  if (manifest.version < floor) throw releaseErrors.belowFloor({ version: manifest.version, floor });
  if (known && manifest.version - known.highest > largestJump)
    throw releaseErrors.fastForward({ found: manifest.version, known: known.highest });
  if (standingOf(manifest, clock) === 'expired')
    throw releaseErrors.expired({ expires: manifest.expires ?? 0 });
  return opened;
}

function isInAudience({ audience }: Manifest, { id, labels }: DeviceTraits): boolean {
  if (!audience) return true;
  if (audience.devices?.includes(id)) return true;
  return (
    audience.labels?.every(({ name, value }) =>
      labels.some((own) => own.name === name && own.value === value),
    ) ?? false
  );
}

/** @returns why the release does not fit, undefined if it does */
export function misfit(
  { compatible }: Pick<Manifest, 'compatible'>,
  { nodeRed, node, platform }: Pick<DeviceTraits, 'nodeRed' | 'node' | 'platform'>,
): string | undefined {
  const [from, to] = compatible.nodeRed;
  const own = Number.parseInt(nodeRed, 10);
  // Also where it is no number at all.
  if (!(own >= from && own <= to)) return `it is for Node-RED ${from} to ${to}, and here is ${nodeRed}`;
  if (isBelow(node, compatible.node)) return `it needs Node.js ${compatible.node}, and here is ${node}`;
  if (compatible.platforms && !compatible.platforms.includes(platform))
    return `it is for ${compatible.platforms.join(', ')}, and here is ${platform}`;
  return undefined;
}

function isBelow(own: string, least: string): boolean {
  const numbers = own.split('.').map((each) => Number.parseInt(each, 10));
  for (const [at, wanted] of least.split('.').map(Number).entries()) {
    const found = numbers[at] ?? 0;
    if (found !== wanted) return !(found > wanted);
  }
  return false;
}
