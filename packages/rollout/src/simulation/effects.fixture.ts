import type { Answer, Effect, State } from '../index.ts';
import type { Disk } from './disk.fixture.ts';
import {
  completeMark,
  digestIn,
  type Files,
  filesOf,
  folderOf,
  halfWay,
  live,
  parts,
  readFiles,
  revisionOf,
} from './files.fixture.ts';
import type { Behaviour } from './script.fixture.ts';

type WithoutTurn<Any> = Any extends unknown ? Omit<Any, 'turn' | 'time'> : never;
export type Result = WithoutTurn<Answer> | undefined;

/** What an effect does, in steps between which anything may happen; each yields how long the next one takes. */
export type Steps = Generator<number, Result>;

export interface KnownRelease {
  readonly behaviour: Behaviour;
  /** The name of the set of modules that it needs. */
  readonly modules: string;
}

/** What effects are carried out on. They know nothing of the state of the machine. */
export interface Place {
  readonly disk: Disk;
  readonly releases: ReadonlyMap<string, KnownRelease>;
  /** Unless flows are stopped. */
  readonly runs: Files | undefined;
  /** The modules that this process found when it started, before anything else. */
  readonly scanned: string | undefined;
  stuck: boolean;
  readonly faults: { spoil?: boolean };
  /** Node-RED loads what is there. @returns the revision it says, or none if it never says */
  load(): string | undefined;
  stopFlows(): void;
  /** Node-RED holds its flows no more: it listens from now on. */
  letIn(): void;
  restart(): void;
  touched(slot: string): void;
  writeJournal(state: State): void;
}

const short = 10;
const never = 1e12;
const manifestWindow = 20;

const failed = (code: string, final: boolean): Result => ({
  kind: 'failed',
  error: { code, message: code },
  final,
});

const forged = {
  kind: 'failed',
  error: { code: 'release.forged', message: 'It is not what was signed' },
  final: true,
  counts: true,
} as const satisfies Result;

/** Carries out an effect, from its data alone. */
export function carryOut(effect: Effect, place: Place): Steps {
  switch (effect.kind) {
    case 'fetch':
      return fetch(effect.release.digest, place);
    case 'verify':
      return verify(effect.release.digest, place);
    case 'stage':
      return stage(effect, place);
    case 'keep':
      return keep(effect.slot, place);
    case 'switch':
      return effect.slot === undefined ? leave(place) : switchTo(effect.slot, place);
    case 'start':
      return start(effect, place);
    case 'watch':
      return watch(effect.rev, effect.milliseconds, place);
    case 'discard':
      return discard(effect.except, place);
    case 'adopt':
      return answerAfter(1000, { kind: 'adopted' });
    default:
      return safe(place);
  }
}

function* answerAfter(milliseconds: number, result: Result): Steps {
  yield milliseconds;
  return result;
}

function* fetch(digest: string, { disk, faults }: Place): Steps {
  const blob = `blobs/${digest}`;
  yield 100;
  if (disk.read(blob) !== digest) {
    yield 900;
    disk.write(blob, faults.spoil ? 'spoilt' : digest);
    delete faults.spoil;
  }
  yield short;
  disk.sync('blobs/');
  return { kind: 'fetched' };
}

function* verify(digest: string, { disk, releases, scanned }: Place): Steps {
  yield 100;
  const known = releases.get(digest);
  if (disk.read(`blobs/${digest}`) !== digest || known === undefined)
    return failed('release.blob-digest', false);
  if (known.behaviour === 'does not fit here') return failed('release.incompatible', true);
  if (known.behaviour === 'is forged') return { ...forged };
  return {
    kind: 'verified',
    restart: known.modules !== scanned,
    health: { windowSeconds: manifestWindow },
  };
}

function* stage({ slot, release, environment }: Extract<Effect, { kind: 'stage' }>, place: Place): Steps {
  const { digest } = release;
  const values = environment.map((each) => `+${each.name}`).join('');
  const version = `${slot}:${digest}${values}@${place.releases.get(digest)?.modules}`;
  const staged: Result = { kind: 'staged', rev: revisionOf(version) };
  if (place.disk.read(completeMark(slot)) === version) {
    place.disk.sync(folderOf(slot));
    return staged;
  }
  yield 500;
  yield* fill(slot, filesOf(version), place);
  return staged;
}

function* fill(slot: string, files: Files, place: Place): Generator<number, void> {
  const { disk } = place;
  place.touched(slot);
  disk.remove(completeMark(slot));
  disk.sync(folderOf(slot));
  for (const part of parts) {
    yield short;
    place.touched(slot);
    disk.write(`${folderOf(slot)}/${part}`, files[part]);
  }
  yield short;
  disk.sync(folderOf(slot));
  yield short;
  place.touched(slot);
  disk.write(completeMark(slot), files.flows);
  yield short;
  disk.sync(folderOf(slot));
}

function* keep(slot: string, place: Place): Steps {
  yield short;
  const files = readFiles(place.disk, live);
  if (files === undefined) return failed('no-flows', true);
  yield* fill(slot, files, place);
  return { kind: 'kept', rev: revisionOf(files.flows) };
}

function* switchTo(slot: string, { disk, scanned }: Place): Steps {
  yield short;
  const files = readFiles(disk, folderOf(slot));
  if (files === undefined || disk.read(completeMark(slot)) === undefined)
    return failed('slot-incomplete', true);
  disk.write(halfWay, slot);
  disk.sync(halfWay);
  for (const part of parts) {
    disk.write(`${live}/${part}`, files[part]);
    yield short;
  }
  disk.sync(live);
  disk.remove(halfWay);
  yield short;
  disk.sync(halfWay);
  return { kind: 'switched', restart: files.modules !== scanned };
}

/** What lies there is run as it is. */
function* leave({ disk, scanned }: Place): Steps {
  yield short;
  const files = readFiles(disk, live);
  if (files === undefined || disk.read(halfWay) !== undefined) return failed('half-switched', true);
  return { kind: 'switched', restart: files.modules !== scanned };
}

function* start({ how, milliseconds = short }: Extract<Effect, { kind: 'start' }>, place: Place): Steps {
  yield 300;
  if (how === 'restart') {
    place.restart();
    yield never;
  }
  if (place.stuck) yield never;
  const rev = place.load();
  if (rev === undefined) yield never;
  yield milliseconds;
  return { kind: 'started', rev: rev ?? '' };
}

/** How often the health is looked at. */
const look = 5000;

function* watch(rev: string, milliseconds: number, place: Place): Steps {
  for (let left = milliseconds; left > 0; left -= look) {
    yield Math.min(look, left);
    const version = place.runs?.flows;
    const reason = version === undefined ? 'flows-stopped' : unhealthy(version, rev, place);
    if (reason !== undefined) return { kind: 'unhealthy', reasons: [{ code: reason }] };
  }
  return { kind: 'healthy' };
}

function unhealthy(version: string, rev: string, { releases }: Place): string | undefined {
  if (revisionOf(version) !== rev) return 'other-revision';
  return releases.get(digestIn(version))?.behaviour === 'is unhealthy' ? 'missing-types' : undefined;
}

function* discard(except: readonly string[], place: Place): Steps {
  const { disk } = place;
  const slots = new Set(disk.paths('slots/').map((path) => path.split('/')[1] ?? ''));
  for (const slot of slots) {
    if (except.includes(slot)) continue;
    yield short;
    place.touched(slot);
    disk.remove(completeMark(slot));
    disk.sync(folderOf(slot));
    for (const part of parts) disk.remove(`${folderOf(slot)}/${part}`);
  }
  yield short;
  disk.sync('slots/');
  return undefined;
}

function* safe(place: Place): Steps {
  yield short;
  place.stopFlows();
  return undefined;
}
