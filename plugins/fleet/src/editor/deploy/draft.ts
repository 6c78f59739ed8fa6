import type { InferInput } from 'valibot';
import * as v from 'valibot';
import type { AdoptedFlows } from '../../common/devices.ts';
import type { Label, ReleaseId } from '../../common/fields.ts';
import { releaseName } from '../../common/fields.ts';
import type { planDraft, releaseSource, Selection } from '../../common/releases.ts';
import { releaseText } from '../words/release.ts';

/** What was changed on a device, and taken over. */
export type AdoptedId = Pick<AdoptedFlows, 'device' | 'rev'>;

/** What is chosen and typed before there is a plan. */
export interface DeployDraft {
  readonly what: 'running' | 'version' | 'release' | 'adopted';
  /** Of History, as it is typed. */
  readonly version: string;
  readonly release: ReleaseId | undefined;
  readonly adopted: AdoptedId | undefined;
  /** What a new release is called. */
  readonly name: string;
  readonly whom: 'all' | 'labels' | 'devices';
  readonly labels: readonly Label[];
  /** Ids. */
  readonly devices: readonly string[];
  /** Seconds that a device watches the new flows; empty for the default. */
  readonly window: string;
  /** The id of a node whose last status has to be green; empty for none. */
  readonly node: string;
}

export const firstDeploy: DeployDraft = {
  what: 'running',
  version: '',
  release: undefined,
  adopted: undefined,
  name: '',
  whom: 'all',
  labels: [],
  devices: [],
  window: '',
  node: '',
};

export type DeployField = 'version' | 'release' | 'adopted' | 'name' | 'window';
export type DeployProblems = { readonly [Field in DeployField]?: 'missing' | 'malformed' };
export type ReadDeploy =
  | { readonly ok: true; readonly body: InferInput<typeof planDraft> }
  | { readonly ok: false; readonly problems: DeployProblems };

type Source = InferInput<typeof releaseSource>;
const longestWindow = 86_400;

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);
const missingOr = (text: string): 'missing' | 'malformed' => (text.trim() === '' ? 'missing' : 'malformed');

/** The draft as the route of plans takes it, or what is missing. Whether it means any device is another question. */
export function readDeploy(draft: DeployDraft): ReadDeploy {
  const problems: { -readonly [Field in keyof DeployProblems]: DeployProblems[Field] } = {};
  const source = readSource(draft, problems);
  const name = draft.what === 'release' ? (draft.release?.name ?? '') : draft.name.trim();
  if (draft.what !== 'release' && !v.is(releaseName, name)) problems.name = missingOr(name);
  const seconds = draft.window.trim() === '' ? undefined : wholeNumber(draft.window);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= longestWindow)) problems.window = 'malformed';
  if (source === undefined || Object.keys(problems).length > 0) return { ok: false, problems };
  const node = draft.node.trim();
  const watched = seconds !== undefined || node !== '';
  return {
    ok: true,
    body: {
      source,
      name,
      selection: selectionOf(draft),
      // Of a release that is there its own health counts: it is signed.
      ...(watched && draft.what !== 'release'
        ? { health: { windowSeconds: seconds ?? defaultWindow, ...(node === '' ? {} : { node }) } }
        : {}),
    },
  };
}

/** What is typed wrongly is said at once, what is missing once it was tried. */
export const shownProblems = (problems: DeployProblems, tried: boolean): DeployProblems =>
  tried
    ? problems
    : Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem === 'malformed'));

/** Seconds that a device watches new flows if nobody says otherwise. */
export const defaultWindow = 60;

function readSource(
  { what, version, release, adopted }: DeployDraft,
  problems: { [Field in DeployField]?: 'missing' | 'malformed' },
): Source | undefined {
  if (what === 'running') return { kind: 'running' };
  if (what === 'version') {
    const number = wholeNumber(version.replace(/^#/, ''));
    if (number >= 1) return { kind: 'version', number };
    problems.version = missingOr(version);
    return undefined;
  }
  if (what === 'adopted') {
    if (adopted) return { kind: 'adopted', ...adopted };
    problems.adopted = 'missing';
    return undefined;
  }
  if (release) return { kind: 'release', release };
  problems.release = 'missing';
  return undefined;
}

function selectionOf({ whom, labels, devices }: DeployDraft): Selection {
  if (whom === 'all') return { kind: 'all' };
  return whom === 'labels'
    ? { kind: 'labels', labels: [...labels] }
    : { kind: 'devices', devices: [...devices] };
}

/** A text that a release can be called: `Filler line (new)` → `filler-line-new`. */
export function nameFrom(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
}

/** For a choice; empty for none. */
export const keyOfAdopted = (adopted: AdoptedId | undefined): string =>
  adopted === undefined ? '' : `${adopted.device} ${adopted.rev}`;

export const adoptedKeyed = <Adopted extends AdoptedId>(
  all: readonly Adopted[],
  key: string,
): Adopted | undefined => all.find((each) => keyOfAdopted(each) === key);

/** Releases by their text, for a choice. */
export const releaseKeyed = <Release extends ReleaseId>(
  releases: readonly Release[],
  key: string,
): Release | undefined => releases.find((each) => releaseText(each) === key);
