import type { FlowDocument, FlowPart } from '@millwright/flows';
import type { Comparison } from '../../common/comparison.ts';
import type { ReadableArchive } from '../archive/open-archive.ts';
import { openVersion } from '../archive/read.ts';
import type { SentSide } from './messages.ts';

/** A side of a comparison with all that is known of it. Holds plain credentials: it never leaves the archive's thread. */
export interface OpenSide {
  readonly description: Comparison['before'];
  readonly document: FlowDocument;
  /** What it does not hold is not compared. */
  readonly only: boolean;
  readonly credentials: ReadonlyMap<string, unknown> | undefined;
  readonly credentialsTyped: ReadonlySet<string>;
  /** JSON texts; undefined where nothing is known. */
  readonly modules: string | undefined;
  readonly settings: string | undefined;
}

/**
 * Opens both sides. What two versions share is opened once, and is the same object in both: to compare it costs
 * nothing.
 *
 * @throws `history.version-unknown`, `history.version-locked`, `history.version-damaged`
 */
export async function openSides(
  archive: ReadableArchive,
  sides: readonly [SentSide, SentSide],
): Promise<[OpenSide, OpenSide]> {
  const known = new Map<number, FlowPart>();
  const before = await openSide(archive, sides[0], known);
  return [before, await openSide(archive, sides[1], known)];
}

async function openSide(
  archive: ReadableArchive,
  side: SentSide,
  known: Map<number, FlowPart>,
): Promise<OpenSide> {
  if ('version' in side) return openKeptSide(archive, side.version, known);
  const { kind, rev, document, only = false, credentials, credentialsTyped = [], modules, settings } = side;
  return {
    description: { kind, ...(rev === undefined ? {} : { rev }) },
    document,
    only,
    credentials: credentials === undefined ? undefined : entriesOf(credentials),
    credentialsTyped: new Set(credentialsTyped),
    modules,
    settings,
  };
}

async function openKeptSide(
  archive: ReadableArchive,
  number: number,
  known: Map<number, FlowPart>,
): Promise<OpenSide> {
  const { row, rev, document, content } = await openVersion(archive, number, known);
  return {
    description: { kind: 'version', number, rev },
    document,
    only: false,
    credentials: entriesOf(await content('credentials', row.credentials)),
    credentialsTyped: new Set(),
    modules: await content('modules', row.modules),
    settings: await content('settings', row.settings),
  };
}

const entriesOf = (credentials: string): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(JSON.parse(credentials) as object));
