import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Source } from '../actor.ts';
import type { FlowStates } from '../flows/state.ts';
import type { Check, CopyStatus, TurnedAway } from '../host.ts';
import type { RegisteredRoutes } from '../http/openapi.ts';
import type { Frame } from '../live.ts';
import type { ContextStorage } from '../pipeline/context.ts';
import type { Locks } from '../pipeline/locks.ts';
import type { OperationRecord } from '../pipeline/record.ts';
import type { Registration } from '../pipeline/step.ts';
import type { FoundRuntime } from './find-runtime.ts';

/**
 * The number of the contract between bundled copies of this package: the shape of {@link Door} and of all that it
 * holds. Copies with the same number share one door.
 */
export const doorApi = 1;

/** A loaded plugin, as all copies see it. */
export type Copy = { -readonly [Name in keyof Omit<CopyStatus, 'onDisk'>]: CopyStatus[Name] } & {
  /** Folder of its package, once Node-RED has told. */
  directory?: string | undefined;
};

/** A copy that can stand at the door: it brings the code for it. */
export type Member = Copy & {
  /** Wraps Node-RED with this copy's code. What it throws leaves Node-RED as it was. */
  readonly patch: () => Patch;
  /** Answers the self-test and nothing else: for when no copy can wrap Node-RED. */
  readonly serve: () => Patch;
  /** Its patch has thrown. */
  unfit?: boolean;
};

/** Node-RED wrapped with the code of one copy. */
export interface Patch {
  /** The self-test of what has been wrapped. */
  readonly checks: () => readonly Check[];
  /** Gives Node-RED back as it was. */
  readonly undo: () => void;
}

/** The copy whose code Node-RED's functions are wrapped with. */
export interface Owner extends Patch {
  readonly copy: Copy;
}

/** What all copies in a process share. */
export interface Door {
  readonly api: number;
  readonly copies: Copy[];
  owner: Owner | undefined;
  /** Why there is no owner, if there should be one. */
  problem: string | undefined;
  /** As the code in charge sees it. */
  found: FoundRuntime;
  readonly context: ContextStorage;
  /** Over which live connection something came: only to tell from where, since it may be any time later. */
  readonly connection: AsyncLocalStorage<Source>;
  readonly locks: Locks;
  readonly running: Map<string, OperationRecord>;
  readonly interceptors: Registration[];
  /** What is served below `/millwright`, for the document of all routes. */
  readonly routes: RegisteredRoutes[];
  readonly services: Record<string, unknown>;
  /** Flows that have been divided, so that nobody does it twice. */
  readonly states: FlowStates;
  /** The last call for each live connection: they come one after the other. */
  readonly turns: WeakMap<object, Promise<unknown>>;
  /** Routes of other packages that answered somebody who was not logged in, as `GET /path`. */
  readonly openRoutes: Set<string>;
  readonly live: LiveParts;
  /** Told of each request that was refused before it became an operation. They must not throw. */
  readonly turnedAway: Set<(turnedAway: TurnedAway) => void>;
  /** Waited for when Node-RED stops, the last one first. They must not throw. */
  readonly stopping: Set<() => Promise<void>>;
  /** The plugin that provides for Node-RED's log-in: one at a time. */
  logIn: LogInSeam | undefined;
}

/** What is known of live connections, whoever's code is in charge. */
export interface LiveParts {
  readonly filters: Set<(frame: Frame) => boolean>;
  /** What the connections inherit `send` from: found with the first of them, and the same for all. */
  readonly prototypes: Set<LiveClient>;
}

/** A live connection as Node-RED has it. */
export interface LiveClient {
  readonly user?: unknown;
  /** The token that it was opened with. */
  readonly token?: unknown;
  readonly ws?: {
    readonly readyState: number;
    readonly _socket?: { readonly remoteAddress?: string } | null;
    close(code: number, reason: string): void;
  };
  send(topic: unknown, data: unknown): void;
}

export interface LogInSeam {
  readonly plugin: string;
  /** Log-in was off, and is on through it. */
  readonly switchedOn: boolean;
  readonly checks: () => readonly Check[];
}

const key = Symbol.for('millwright.door');

/** A door of another copy's making: whatever its number, this much is sure. */
export type StandingDoor = Pick<Door, 'api' | 'copies'>;

type DoorHolder = { [key]?: StandingDoor };

export function standingDoor(): StandingDoor | undefined {
  return (globalThis as DoorHolder)[key];
}

/** Whether a door of any copy's making is one that this copy can use. */
export function isOurs(door: StandingDoor): door is Door {
  return door.api === doorApi;
}

export function installDoor(door: Door): void {
  (globalThis as DoorHolder)[key] = door;
}

export function removeDoor(): void {
  delete (globalThis as DoorHolder)[key];
}
