import { setTimeout as pause } from 'node:timers/promises';
import { type Host, runtimeErrors } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { type Carry, type EffectOf, finalFailure } from '../carry.ts';
import type { Slots } from '../slots.ts';
import type { ChangeOver } from './change-over.ts';
import type { Connections } from './connections.ts';
import type { FlowsTracker } from './flows-now.ts';
import type { Gate } from './gate.ts';
import type { HalfWay } from './half-way.ts';
import type { LiveFiles, LiveFlows } from './live-files.ts';
import type { LiveModules } from './live-modules.ts';
import type { Starting } from './starting.ts';
import type { Watching } from './watching.ts';

/** The effects that are about what runs here. */
export type RunningCarry = Pick<Carry, 'keep' | 'switch' | 'start' | 'watch' | 'safe' | 'discard'>;

export interface Rooms {
  readonly host: Pick<Host, 'nodeRed' | 'operate' | 'log'>;
  readonly slots: Slots;
  readonly files: LiveFiles;
  readonly modules: LiveModules;
  readonly halfWay: HalfWay;
  readonly flows: FlowsTracker;
  readonly gate: Gate;
  readonly changeOver: ChangeOver;
  readonly starting: Starting;
  readonly watching: Watching;
  readonly connections: Connections;
  /** For whom it is done. */
  readonly hub: () => string;
  /** Whether anything would start another process. */
  readonly canRestart: () => boolean;
  /** Ends the process, so that another one is started. */
  readonly restart: () => Promise<never>;
  /** Removes what was fetched for others than these slots. */
  readonly discardFetched: (effect: EffectOf<'discard'>, signal: AbortSignal) => Promise<void>;
}

/** Carries out what is about Node-RED itself: what it loads, and what it runs. */
export function carryOut(rooms: Rooms): RunningCarry {
  const { host, slots, files, modules, halfWay, flows, gate } = rooms;
  const { changeOver, starting, watching, connections } = rooms;

  /** @returns the revision that runs after so much time */
  async function provedAfter(milliseconds: number, signal: AbortSignal): Promise<string> {
    await pause(milliseconds, undefined, { signal, ref: false });
    if (flows.now.is !== 'running') throw fleetErrors.flowsStopped();
    return flows.now.rev;
  }

  return {
    async keep({ slot }, signal) {
      await changeOver.begin(slot, signal);
      const { rev, ...live } = await files.read();
      await slots.filling(slot, async () => {
        await slots.begin(slot);
        const { now } = flows;
        const mark = {
          rev,
          ...(await modules.keep(slot, signal)),
          missing: now.is === 'held' ? [...now.names] : [],
          ...(now.is === 'held' && now.why === 'stopped' && { stopped: true }),
        };
        await slots.complete(slot, { ...live, ...mark }, { signal, areModulesDurable: true });
      });
      await connections.keep();
      return { kind: 'kept', rev };
    },

    async switch({ slot }, signal) {
      // Before Node-RED has come to its flows nobody else can deploy, and other plugins may not have started yet.
      if (!gate.isHeld) await unlessRefused(host, () => changeOver.begin(slot, signal));
      if (slot === undefined) {
        if (await halfWay.isThere()) throw finalFailure(fleetErrors.halfSwitched());
        if (!(await files.areReadable())) throw finalFailure(fleetErrors.halfSwitched());
        return { kind: 'switched', restart: await modules.haveChanged(rooms.canRestart()) };
      }
      const content = await slots.readWhole(slot, signal);
      signal.throwIfAborted();
      await halfWay.begin(slot);
      await files.write(content);
      await modules.switchTo(slot, content.mark, signal);
      await halfWay.end();
      return { kind: 'switched', restart: await modules.haveChanged(rooms.canRestart()) };
    },

    async start({ slot, how, milliseconds = 0 }, signal) {
      if (how === 'restart') {
        changeOver.end();
        return rooms.restart();
      }
      try {
        const rev = await starting.start(
          async () => (slot === undefined ? asItLies(await files.read()) : slots.read(slot)),
          signal,
        );
        changeOver.end();
        return { kind: 'started', rev: milliseconds > 0 ? await provedAfter(milliseconds, signal) : rev };
      } catch (error) {
        changeOver.end(error);
        throw error;
      }
    },

    async watch(effect, signal) {
      const reasons = await watching.watch(effect, signal);
      return reasons.length === 0 ? { kind: 'healthy' } : { kind: 'unhealthy', reasons };
    },

    async safe(_effect, signal) {
      changeOver.end();
      if (gate.isHeld || flows.now.is === 'unknown') {
        host.nodeRed.startWithoutFlows();
        gate.open();
        // A start that was under way may go through all the same.
        if ((await flows.next(signal)).is !== 'running') return;
      }
      if (flows.now.is === 'held' && flows.now.why === 'safe-mode') return;
      const stop = async (): Promise<void> => {
        await host.nodeRed.stopFlows();
        flows.stopped();
      };
      const actor = { kind: 'device', name: rooms.hub() } as const;
      let isDone = false;
      await unlessRefused(host, () =>
        host.operate({ name: 'fleet.stop', locks: ['flows'], actor }, async () => {
          await stop();
          isDone = true;
        }),
      );
      if (!isDone) await stop();
    },

    async discard(effect, signal) {
      for (const slot of await slots.list()) {
        signal.throwIfAborted();
        if (!effect.except.includes(slot)) await slots.remove(slot);
      }
      await modules.emptyTrash();
      await rooms.discardFetched(effect, signal);
    },
  };
}

/** What was missing when it was last good, nobody knows any more. */
const asItLies = (live: LiveFlows) => ({ ...live, mark: { missing: [] } });

/**
 * A plugin may refuse operations, such as audit while nothing can be recorded. That keeps a device from taking a release, whose
 * first step is `keep`; never from going back to what ran before, and from stopping what does not come up. Those wait only for
 * whoever holds the lock.
 */
async function unlessRefused(host: Pick<Host, 'log'>, operate: () => Promise<void>): Promise<void> {
  try {
    await operate();
  } catch (error) {
    if (!isCodedError(error) || error.code === runtimeErrors.busy.code) throw error;
    host.log.warn(`Done all the same, since it is the way back: ${error.message}`);
  }
}
