import { canonicalText, type FlowItem, withoutCredentials } from '@millwright/flows';
import {
  type CommittedCredentials,
  type Credentials,
  committed,
  type Health,
  type Manifest,
  makeRelease,
  type Random,
  revisionOf,
  type Variable,
  variablesOf,
} from '@millwright/release';
import type { Host } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId, Trouble } from '../../../common/fields.ts';
import type { Plan, ReleaseSource } from '../../../common/releases.ts';
import { troubleOf } from '../../trouble.ts';
import { type AdoptedOptions, adoptedSource } from '../adoptions/adopted-source.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { needsOf } from '../modules/needed.ts';
import { type PackedModules, packModules } from '../modules/pack-modules.ts';
import type { Tarballs } from '../modules/tarballs.ts';
import { modulesOf, type ReadyRelease, type ReleaseContent, type Releases } from '../releases/releases.ts';
import { type FlowsSource, runningSource, versionSource } from '../releases/source.ts';
import { committedOf, itemsOf, manifestOf } from '../releases/stored-release.ts';
import type { HubSecrets } from '../secrets.ts';
import type { ReleaseRow } from '../store/releases.ts';

export interface PreparingOptions extends Pick<AdoptedOptions, 'store'> {
  readonly host: Pick<Host, 'nodeRed' | 'services'>;
  readonly releases: Releases;
  readonly blobs: Blobs;
  readonly secrets: HubSecrets;
  readonly tarballs: Tarballs;
  readonly random: Random;
  readonly now: () => number;
}

export interface Wanted {
  readonly source: ReleaseSource;
  readonly name: string;
  readonly health?: Health | undefined;
  readonly floor?: number | undefined;
}

/** Which changes a release was made of: the device, and the revision of flows that it told. */
export interface Changes {
  readonly device: string;
  readonly rev: string;
}

/** A release that is there, or would be, and what is to be said of it. It holds plain credentials: memory only. */
export interface PreparedRelease {
  readonly name: string;
  readonly version: number;
  readonly rev: string;
  readonly items: readonly FlowItem[];
  readonly variables: readonly Variable[];
  readonly compatible: Manifest['compatible'];
  readonly modules: Plan['modules'];
  /** Digests of the modules and of their places: another text where other ones are. */
  readonly modulesKey: string;
  readonly committed: CommittedCredentials | undefined;
  /** Undefined where it cannot be made: the problems say why. */
  readonly ready: ReadyRelease | undefined;
  readonly unused: readonly string[];
  /** What the flows were changed on, and what they were there before, where they were changed on a device. */
  readonly changedOn?: { readonly device: string; readonly base: ReleaseId };
  readonly changes?: Changes;
  readonly problems: readonly Trouble[];
  readonly warnings: readonly Trouble[];
}

/** While it runs, a device is watched for a minute. */
export const defaultHealth: Health = { windowSeconds: 60 };
/** What our packages need themselves. */
const oldestNode = '22.18.0';
const [oldestNodeRed, newestNodeRed] = [4, 5];

/**
 * Prepares what a source says, without making anything but tarballs of modules. What is in the way is told, not thrown.
 *
 * @throws `fleet.no-flows`, `fleet.no-history`, `fleet.no-release`, `fleet.no-adopted`, what History says of a version, what the disk says
 */
export async function prepareRelease(
  wanted: Wanted,
  options: PreparingOptions,
  signal: AbortSignal,
): Promise<PreparedRelease> {
  const { source } = wanted;
  if (source.kind === 'release') return existing(await options.releases.find(source.release), options);
  return fresh(wanted, await flowsOf(source, options), options, signal);
}

async function flowsOf(
  source: Exclude<ReleaseSource, { kind: 'release' }>,
  options: PreparingOptions,
): Promise<FlowsSource> {
  const { nodeRed, services } = options.host;
  switch (source.kind) {
    case 'running':
      return runningSource(nodeRed);
    case 'version':
      return versionSource(source.number, services);
    case 'adopted':
      return adoptedSource(source, options);
  }
}

async function existing(
  row: ReleaseRow,
  { blobs, secrets }: Pick<PreparingOptions, 'blobs' | 'secrets'>,
): Promise<PreparedRelease> {
  const manifest = manifestOf(row);
  const items = await itemsOf(manifest, blobs);
  const kept = committedOf(row, secrets);
  const { rev, device } = manifest.source ?? {};
  return {
    name: row.name,
    version: row.version,
    rev: row.rev,
    items,
    variables: variablesOf(items, kept?.credentials),
    compatible: manifest.compatible,
    modules: modulesOf(manifest),
    modulesKey: modulesKeyOf(manifest),
    committed: kept,
    ready: { existing: row },
    unused: [],
    ...(device && rev !== undefined && { changes: { device: device.id, rev } }),
    problems: [],
    warnings: [],
  };
}

async function fresh(
  { name, health = defaultHealth, floor }: Wanted,
  source: FlowsSource,
  options: PreparingOptions,
  signal: AbortSignal,
): Promise<PreparedRelease> {
  const { host, releases, tarballs, random, now } = options;
  const { nodeRed } = host;
  const items = withoutCredentials(source.items) as readonly FlowItem[];
  const needs = needsOf(items, (type) => nodeRed.moduleOf(type));
  const packed = await packModules(
    needs.modules,
    { userDirectory: nodeRed.userDirectory, folderOf: (module) => nodeRed.folderOf(module), tarballs },
    signal,
  );
  const problems = [...packed.problems];
  if (needs.unknown.length > 0) problems.push(troubleOf(fleetErrors.typeUnknown({ names: needs.unknown })));
  const credentials = ofItems(source.credentials, items);
  const content: ReleaseContent = {
    name,
    created: now(),
    compatible: compatibleWith(nodeRed.version, packed),
    health,
    ...(floor === undefined ? {} : { floor }),
    ...sourceOf(source),
    number: source.number,
    flows: JSON.stringify(items),
    items,
    ...(Object.keys(credentials).length > 0 && { credentials: committed(credentials, random) }),
    modules: packed.modules,
    lock: packed.lock,
  };
  const version = await releases.nextVersion(name);
  const manifest =
    problems.length > 0 ? undefined : attempt(() => makeRelease({ ...content, version }).manifest, problems);
  const used = needs.modules.map((each) => each.name);
  const { device, base } = source.adopted ?? {};
  const told = {
    unused: unusedModules(host, used),
    warnings: warningsOf(needs.own, source, packed),
    ...(device !== undefined && { changes: { device, rev: source.rev } }),
    ...(device !== undefined && base && { changedOn: { device, base } }),
  };
  const same = manifest && (await sameAsLatest(manifest, credentials, version - 1, options));
  if (same) return { ...same, ...told };
  return {
    name,
    version,
    rev: revisionOf(items),
    items,
    variables: variablesOf(items, credentials),
    compatible: content.compatible,
    modules: packed.modules.map((each) => ({ name: each.name, version: each.version, origin: each.origin })),
    modulesKey: manifest ? modulesKeyOf(manifest) : '',
    committed: content.credentials,
    ready: manifest && { content },
    problems,
    ...told,
  };
}

/** Where the flows come from, as the manifest says it; what runs here comes from nowhere else. */
function sourceOf({ number, rev, adopted }: FlowsSource): Pick<ReleaseContent, 'source'> {
  if (number !== undefined) return { source: { version: String(number), rev } };
  return adopted ? { source: { rev, device: { id: adopted.device, name: adopted.name } } } : {};
}

/** Deploying what was deployed before makes no other release of it. */
async function sameAsLatest(
  manifest: Manifest,
  credentials: Credentials,
  version: number,
  options: PreparingOptions,
): Promise<PreparedRelease | undefined> {
  if (version < 1) return undefined;
  const row = await options.releases.find({ name: manifest.name, version }).catch((error: unknown) => {
    if (fleetErrors.noRelease.is(error)) return undefined;
    throw error;
  });
  if (!row || row.rev !== manifest.rev) return undefined;
  const latest = manifestOf(row);
  // The list of what is in it names its version.
  const compared = ({ parts, compatible, health, floor = 0 }: Manifest): string =>
    canonicalText({ compatible, health, floor, parts: parts.filter(({ role }) => role !== 'sbom') });
  if (compared(latest) !== compared(manifest)) return undefined;
  const found = await existing(row, options);
  return canonicalText(found.committed?.credentials ?? {}) === canonicalText(credentials) ? found : undefined;
}

/** Nothing of nodes that are not in the flows any more. */
const ofItems = (credentials: Credentials, items: readonly FlowItem[]): Credentials =>
  Object.fromEntries(
    items.flatMap(({ id }) => {
      const own = typeof id === 'string' && Object.hasOwn(credentials, id) ? credentials[id] : undefined;
      return own ? [[String(id), own] as const] : [];
    }),
  );

function compatibleWith(nodeRed: string, { isRestricted }: PackedModules): Manifest['compatible'] {
  const own = Number.parseInt(nodeRed, 10);
  return {
    nodeRed: [Math.min(oldestNodeRed, own), Math.max(newestNodeRed, own)],
    node: oldestNode,
    ...(isRestricted && { platforms: [`${process.platform}-${process.arch}`] }),
  };
}

export const modulesKeyOf = ({ parts }: Manifest): string =>
  parts
    .filter(({ role }) => role === 'module' || role === 'lock')
    .map(({ role, digest }) => `${role} ${digest}`)
    .sort()
    .join('\n');

function unusedModules({ nodeRed }: Pick<Host, 'nodeRed'>, used: readonly string[]): readonly string[] {
  return nodeRed
    .modules()
    .map(({ name }) => name)
    .filter((name) => !used.includes(name) && !name.startsWith('@millwright/'));
}

function warningsOf(
  own: ReturnType<typeof needsOf>['own'],
  { modules = [], adopted }: FlowsSource,
  packed: PackedModules,
): readonly Trouble[] {
  const others = packed.modules.flatMap(({ name, version }) => {
    const then = modules.find((each) => each.name === name);
    return then && then.version !== version ? [`${name} ${then.version} → ${version}`] : [];
  });
  const { names = [] } = adopted ?? {};
  return [
    ...(names.length > 0 ? [troubleOf(fleetErrors.credentialsLeft({ names }))] : []),
    ...(own.length > 0 ? [troubleOf(fleetErrors.moduleOurs({ names: own.map(({ name }) => name) }))] : []),
    ...(others.length > 0 ? [troubleOf(fleetErrors.moduleOther({ names: others }))] : []),
  ];
}

function attempt<Result>(work: () => Result, problems: Trouble[]): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!isCodedError(error)) throw error;
    problems.push(troubleOf(error));
    return undefined;
  }
}
