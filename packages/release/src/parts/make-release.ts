import { canonicalText, type FlowItem, withoutCredentials } from '@millwright/flows';
import type { Manifest, Part } from '../document/manifest.ts';
import { revisionOf } from '../environment/merge.ts';
import { variablesOf } from '../environment/variables.ts';
import { type CommittedCredentials, commitmentTo } from '../seal/commitment.ts';
import { checkModules } from './check-modules.ts';
import { lockOf } from './lock.ts';
import type { InspectedModule } from './module-tarball.ts';
import { type PackedPart, packed } from './packed.ts';
import { readFlows } from './read-flows.ts';
import { sbomOf } from './sbom.ts';

/** A module that was looked at, and where its tarball comes from. */
export interface ReleaseModule extends InspectedModule {
  readonly origin: 'registry' | 'repacked';
}

/** What a release is made of. */
export interface ReleaseInput
  extends Pick<Manifest, 'name' | 'version' | 'created' | 'compatible' | 'health'>,
    Partial<Pick<Manifest, 'expires' | 'floor' | 'source' | 'audience'>> {
  /** As Node-RED stores them: the text of a JSON array. */
  readonly flows: string;
  /** Those of the flows, decrypted. They are not in the release: their commitment is. */
  readonly credentials?: CommittedCredentials | undefined;
  /** Every module that has to be installed, those that others need included. */
  readonly modules: readonly ReleaseModule[];
  /** How npm lays them out: its `package-lock.json`, version 3. The addresses in it are left out. */
  readonly lock?: string | undefined;
  /** JSON for whoever decides where the release goes. */
  readonly checks?: object | undefined;
}

/** A release that nobody has signed yet. */
export interface MadeRelease {
  readonly manifest: Manifest;
  /** What was packed here. The tarballs of the modules are where they were. */
  readonly parts: readonly PackedPart[];
}

/**
 * Makes a release: what its manifest says, and the bytes of the parts that were packed for it. The same input gives the
 * same release.
 *
 * @throws `release.module-own` and `release.module-scripts` with the names of all that are refused,
 *   `release.lock-invalid`, `release.flows-invalid`, `release.credentials-invalid`
 */
export function makeRelease(input: ReleaseInput): MadeRelease {
  const modules = input.modules.toSorted(byName);
  checkModules(modules);
  const items = withoutCredentials(readFlows(input.flows)) as readonly FlowItem[];
  const asJson = (role: Part['role'], value: unknown, media = 'application/json'): [Part, PackedPart] =>
    packedPart(role, canonicalText(value), media);
  const made = [
    packedPart('flows', JSON.stringify(items), 'application/json'),
    asJson('environment', { format: 1, variables: variablesOf(items, input.credentials?.credentials) }),
    ...(input.checks ? [asJson('checks', input.checks)] : []),
    ...(input.lock === undefined
      ? []
      : [packedPart('lock', lockOf(input.lock, modules), 'application/json')]),
    asJson('sbom', sbomOf(input, modules), 'application/vnd.cyclonedx+json'),
  ];
  const { name, version, created, expires, floor, source, compatible, health, audience, credentials } = input;
  return {
    manifest: {
      format: 1,
      name,
      version,
      created,
      ...(expires !== undefined && { expires }),
      ...(floor !== undefined && { floor }),
      rev: revisionOf(items),
      ...(source && { source }),
      compatible,
      parts: [...made.map(([part]) => part), ...modules.map(modulePart)],
      ...(credentials && { credentials: { commitment: commitmentTo(credentials) } }),
      health,
      ...(audience && { audience }),
    },
    parts: made.map(([, bytes]) => bytes),
  };
}

function packedPart(role: Part['role'], text: string, media: string): [Part, PackedPart] {
  const all = packed(Buffer.from(text), media);
  const { bytes: _stored, ...part } = all;
  return [{ role, ...part }, all];
}

const modulePart = ({
  name,
  version,
  integrity,
  origin,
  digest,
  size,
  contentSize,
}: ReleaseModule): Part => ({
  role: 'module',
  digest,
  size,
  contentSize,
  media: 'application/x-tar',
  encoding: 'gzip',
  name,
  version,
  integrity,
  origin,
});

const byName = (one: ReleaseModule, other: ReleaseModule): number => {
  const [left, right] = [one, other].map(({ name, version }) => `${name}@${version}`);
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
};
