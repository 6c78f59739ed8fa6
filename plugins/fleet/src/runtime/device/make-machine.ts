import type { State } from '@millwright/rollout';
import type { Host } from '@millwright/runtime';
import type { Carry, EffectOf } from './carry.ts';
import { Machine, type MachineOptions } from './machine.ts';
import { carryOut, type Rooms, type RunningCarry } from './running/carry-out.ts';
import { EventLoop } from './running/event-loop.ts';
import { type LastError, onUncaught } from './running/last-error.ts';
import { LiveFiles } from './running/live-files.ts';
import { Starting } from './running/starting.ts';
import { Watching } from './running/watching.ts';
import { later } from './timers.ts';

/** The other half: what is between a hub and the slots. */
export interface HubSide extends Omit<Carry, keyof RunningCarry> {
  /** Removes what was fetched for others than these slots. */
  discardFetched(effect: EffectOf<'discard'>, signal: AbortSignal): Promise<void>;
}

/** What a machine is made of, but for the state. */
export interface Parts
  extends Pick<
    Rooms,
    | 'hub'
    | 'slots'
    | 'modules'
    | 'halfWay'
    | 'flows'
    | 'gate'
    | 'changeOver'
    | 'connections'
    | 'canRestart'
    | 'restart'
  > {
  readonly host: Host;
  readonly journal: MachineOptions['journal'];
  readonly side: HubSide;
  readonly lastError: Pick<LastError, 'describe'>;
}

/** A machine that carries out what it decides, over Node-RED and the hub's side; it does nothing before it is told something. */
export function makeMachine(state: State, { journal, side, lastError, ...rooms }: Parts): Machine {
  const { host, slots, flows, connections, changeOver, gate } = rooms;
  const { nodeRed, log } = host;
  const running = carryOut({
    ...rooms,
    files: new LiveFiles(nodeRed),
    starting: new Starting({ nodeRed, flows, gate, changeOver }),
    watching: new Watching({
      ...{ nodeRed, flows, connections, later, onUncaught },
      eventLoop: new EventLoop(),
      describe: (error) => lastError.describe(error),
    }),
    discardFetched: (effect, signal) => side.discardFetched(effect, signal),
  });
  const machine = new Machine({
    ...{ state, journal, later, log },
    carry: {
      ...running,
      fetch: (effect, signal) => side.fetch(effect, signal),
      verify: (effect, signal) => side.verify(effect, signal),
      stage: (effect, signal) => slots.filling(effect.slot, () => side.stage(effect, signal)),
      adopt: (effect, signal) => side.adopt(effect, signal),
      report: (effect, signal) => side.report(effect, signal),
    },
    now: Date.now,
    random: Math.random,
  });
  machine.onChanged(({ work }) => {
    // Whatever ended it: nobody is kept from deploying by it any more.
    if (!work || !changingOver.has(work.phase)) changeOver.end();
  });
  return machine;
}

/** While the lock of the flows is held. */
const changingOver: ReadonlySet<string> = new Set([
  'keeping',
  'switching',
  'starting',
  'rolling-back',
  'recovering',
]);
