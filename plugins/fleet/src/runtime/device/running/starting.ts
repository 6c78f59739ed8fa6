import { isDeepStrictEqual } from 'node:util';
import type { FlowItem } from '@millwright/flows';
import type { Credentials } from '@millwright/release';
import type { RunningNodeRed } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import type { SlotMark } from '../slot-mark.ts';
import type { Slot } from '../slots.ts';
import type { ChangeOver } from './change-over.ts';
import type { FlowsNow, FlowsTracker } from './flows-now.ts';
import type { Gate } from './gate.ts';

export interface StartingOptions {
  readonly nodeRed: Pick<RunningNodeRed, 'getFlows' | 'setFlows' | 'credentials' | 'hasNodeType'>;
  readonly flows: FlowsTracker;
  readonly gate: Gate;
  readonly changeOver: ChangeOver;
}

/** What is started, and what may be missing from it. */
export interface Started extends Pick<Slot, 'flows' | 'credentials'> {
  readonly mark: Pick<SlotMark, 'missing' | 'stopped'>;
}

/** Lets this Node-RED run what it was switched to. */
export class Starting {
  readonly #options: StartingOptions;
  #isLoading = false;

  constructor(options: StartingOptions) {
    this.#options = options;
  }

  /**
   * @param read what is to run. It may fail, so a Node-RED that holds its flows is let go before
   * @returns the revision that Node-RED says
   * @throws `fleet.start-under-way`, `fleet.types-missing`, `fleet.modules-missing`, `fleet.flows-stopped`, `fleet.safe-mode`;
   *   what refused the deploy; what `read` throws
   */
  async start(read: () => Promise<Started>, signal: AbortSignal): Promise<string> {
    const { gate, flows } = this.#options;
    if (this.#isLoading || (!gate.isHeld && flows.now.is === 'unknown')) throw fleetErrors.startUnderWay();
    if (gate.isHeld) {
      const said = this.#next(signal);
      gate.open();
      const { mark } = await read();
      return this.#revisionOf(await said, mark);
    }
    const slot = await read();
    const said = this.#next(signal);
    await untilAborted(this.#deploy(slot), signal);
    return this.#revisionOf(await said, slot.mark);
  }

  /** If something fails before, nobody waits for it. */
  #next(signal: AbortSignal): Promise<FlowsNow> {
    const said = this.#options.flows.next(signal);
    said.catch(() => {});
    return said;
  }

  async #deploy({ flows, credentials }: Started): Promise<void> {
    const { nodeRed, changeOver, flows: tracker } = this.#options;
    // Those that are the same are not named: where all of them are Node-RED would write the file that it had read at its start.
    const given = otherCredentials(flows, credentials, (id) => nodeRed.credentials(id));
    const changed: ReadonlySet<unknown> = new Set(given.map(({ id }) => id));
    // Where nothing runs there is nothing to leave alone, and only in a full deploy Node-RED knows what to start.
    const isFull =
      tracker.now.is !== 'running' ||
      flows.some(({ type }) => typeof type === 'string' && isMissing(type, nodeRed)) ||
      flows.some((item) => changed.has(item.id) && isNotSeen(item));
    this.#isLoading = true;
    try {
      await changeOver.inside(() =>
        nodeRed.setFlows({
          // Other credentials alone make no other node: so that Node-RED restarts it.
          flows: isFull
            ? flows
            : flows.map((item) => (changed.has(item.id) ? { ...item, credentials: {} } : item)),
          ...(given.length > 0 && {
            credentials: Object.fromEntries(given.map(({ id, wanted }) => [id, wanted])),
          }),
          deploymentType: isFull ? 'full' : 'nodes',
        }),
      );
    } finally {
      this.#isLoading = false;
    }
  }

  /** What was missing, or stopped, when it was kept may be so again. */
  #revisionOf(now: FlowsNow, { missing, stopped }: Started['mark']): string {
    if (now.is === 'running') return now.rev;
    const { rev } = this.#options.nodeRed.getFlows() ?? {};
    if (now.is === 'unknown' || rev === undefined) throw fleetErrors.startUnderWay();
    const names = now.names.join(', ');
    switch (now.why) {
      case 'safe-mode':
        throw fleetErrors.safeMode();
      case 'stopped':
        if (stopped) return rev;
        throw fleetErrors.flowsStopped();
      case 'missing-types':
        if (now.names.every((name) => missing.includes(name))) return rev;
        throw fleetErrors.typesMissing({ types: names });
      case 'missing-modules':
        if (now.names.every((name) => missing.includes(name))) return rev;
        throw fleetErrors.modulesMissing({ modules: names });
    }
  }
}

/** Of each item that shall have others than it has: Node-RED lets those keep theirs that are not named. */
function otherCredentials(
  flows: readonly FlowItem[],
  credentials: Credentials,
  now: (id: string) => Readonly<Record<string, unknown>> | undefined,
): readonly { readonly id: string; readonly wanted: Readonly<Record<string, unknown>> }[] {
  return flows.flatMap(({ id }) => {
    if (typeof id !== 'string') return [];
    const [before, after] = [now(id), Object.hasOwn(credentials, id) ? credentials[id] : undefined];
    const wanted = after ?? {};
    return isDeepStrictEqual(before ?? {}, wanted) ? [] : [{ id, wanted }];
  });
}

/** Those of every Node-RED are always there; of some it has no constructor. */
const isMissing = (type: string, nodeRed: Pick<RunningNodeRed, 'hasNodeType'>): boolean =>
  !/^(tab|group|subflow(:.*)?)$/.test(type) && !nodeRed.hasNodeType(type);

/** Node-RED sees other credentials of a node in the item itself, but does not look there at those of a tab. */
const isNotSeen = (item: FlowItem): boolean => item.type === 'tab' || Object.hasOwn(item, 'credentials');

/** What is under way goes on; it is not waited for any more. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
