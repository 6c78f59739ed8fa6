import { differenceBetween, divideFlows, type FlowItem } from '@millwright/flows';
import {
  contentOf,
  type Manifest,
  manifestDocument,
  openBundle,
  openDocument,
  type PublicKey,
  readEnvelopeOf,
  releaseErrors,
} from '@millwright/release';
import { cliErrors } from '../errors.ts';
import type { Comparison } from '../history/answers.ts';
import { diffText } from '../history/diff/diff-text.ts';
import { differs, shownOf } from '../history/diff/shown.ts';
import { download, type Instance } from '../instance/ask.ts';
import { type ReleaseId, releasesAnswer } from './answers.ts';
import { askFleet, pathOf, permissions } from './instance.ts';
import { releaseText } from './release-name.ts';

/** Milliseconds for a release with modules over a slow line. */
const patience = 60 * 60_000;

/** A release of which every byte was compared with what its manifest says. */
interface WholeRelease {
  /** Of its envelope. */
  readonly text: string;
  readonly manifest: Manifest;
  readonly items: readonly FlowItem[];
}

const nothing: Pick<WholeRelease, 'items'> & { readonly manifest?: undefined } = { items: [] };

export interface DraftToShow {
  readonly release: ReleaseId;
  /** Of the envelope that is to be signed. */
  readonly text: string;
  /** That it is to be signed with. */
  readonly key: PublicKey;
  readonly colour: boolean;
}

/**
 * What a draft changes in flows and modules against the release before, out of the bytes that its manifest vouches for. Of
 * the hub nothing is believed: what is compared with is signed by the same key.
 *
 * @throws `cli.other-manifest`, what `@millwright/release` refuses a bundle with, those of `ask`
 */
export async function draftChange(
  instance: Instance,
  { release, text, key, colour }: DraftToShow,
): Promise<string> {
  const draft = await fetchWhole(instance, release, true);
  if (draft.text !== text)
    throw cliErrors.otherManifest({ asked: releaseText(release), found: 'another draft of that name' });
  const former = await formerOf(instance, release);
  const isOurs = former !== undefined && isSignedBy(former, key);
  const before = isOurs ? former : nothing;
  const name = isOurs ? releaseText(former.manifest) : 'nothing';
  const difference = differenceBetween(divideFlows(before.items), divideFlows(draft.items));
  const comparison = {
    ...difference,
    modules: modulesBetween(before.manifest, draft.manifest),
    ...{ settings: [], credentials: [], unknown: [] },
  } as unknown as Comparison;
  const shown = shownOf(comparison, true);
  const sides = { before: name, after: releaseText(release) };
  const changes = differs(shown)
    ? diffText(shown, comparison.names, sides, colour)
    : `Flows and modules are those of ${name}.\n`;
  const notes = [
    ...(former === undefined ? ['The hub has no signed release of that name before this one.\n'] : []),
    ...(former && !isOurs
      ? [`${releaseText(former.manifest)} is not signed with this key, so nothing is compared with it.\n`]
      : []),
  ];
  return `${notes.join('')}${changes}`;
}

async function fetchWhole(instance: Instance, release: ReleaseId, isDraft: boolean): Promise<WholeRelease> {
  const { name, version } = release;
  const path = pathOf(`releases/${name}/${version}/bundle${isDraft ? '?draft=true' : ''}`);
  const bundle = await openBundle(download(instance, { path, permission: 'flows.read', patience }));
  const { payload } = readEnvelopeOf(manifestDocument, bundle.manifest);
  const manifest = manifestDocument.decode(payload);
  if (manifest.name !== name || manifest.version !== version) {
    await bundle.close();
    throw cliErrors.otherManifest({ asked: releaseText(release), found: releaseText(manifest) });
  }
  const part = manifest.parts.find(({ role }) => role === 'flows');
  let items: readonly FlowItem[] = [];
  for await (const { digest, content } of bundle.blobs(manifest.parts))
    if (part && digest === part.digest)
      items = JSON.parse((await contentOf(content, part)).toString()) as readonly FlowItem[];
  return { text: bundle.manifest, manifest, items };
}

/** The latest signed release of the same name below this one, as the hub has it. */
async function formerOf(instance: Instance, { name, version }: ReleaseId): Promise<WholeRelease | undefined> {
  const question = { path: 'releases', permission: permissions.read };
  const { releases } = await askFleet(instance, question, releasesAnswer);
  const [former] = releases
    .filter((each) => each.name === name && each.state === 'signed' && each.version < version)
    .sort((one, other) => other.version - one.version);
  return former && fetchWhole(instance, former, false);
}

function isSignedBy({ text }: WholeRelease, key: PublicKey): boolean {
  try {
    openDocument(manifestDocument, text, { keys: [key], threshold: 1 });
    return true;
  } catch (error) {
    if (releaseErrors.wrongKey.is(error) || releaseErrors.unsigned.is(error)) return false;
    throw error;
  }
}

/** By name; of the same version with other bytes both digests. */
export function modulesBetween(
  before: Pick<Manifest, 'parts'> | undefined,
  after: Pick<Manifest, 'parts'>,
): Comparison['modules'] {
  const [former, current] = [modulesOf(before), modulesOf(after)];
  return [...new Set([...former.keys(), ...current.keys()])].sort().flatMap((name) => {
    const [was, is] = [former.get(name) ?? [], current.get(name) ?? []];
    const key = (modules: Modules) => modules.map(({ version, digest }) => `${version} ${digest}`).join();
    if (key(was) === key(is)) return [];
    const versions = (modules: Modules) => modules.map(({ version }) => version).join(', ');
    const isSame = versions(was) === versions(is);
    const shown = (modules: Modules) =>
      modules.map(({ version, digest }) => (isSame ? `${version} (sha256 ${digest})` : version)).join(', ');
    return [
      {
        name,
        ...(was.length > 0 && { before: shown(was) }),
        ...(is.length > 0 && { after: shown(is) }),
      },
    ];
  });
}

type Modules = readonly { readonly version: string; readonly digest: string }[];

function modulesOf(manifest: Pick<Manifest, 'parts'> | undefined): ReadonlyMap<string, Modules> {
  const found = new Map<string, Modules>();
  for (const { role, name, version = '', digest } of manifest?.parts ?? [])
    if (role === 'module' && name !== undefined)
      found.set(name, [...(found.get(name) ?? []), { version, digest }]);
  return found;
}
