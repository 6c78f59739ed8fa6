import { type Finding, type Health, usualEventLoopMilliseconds } from '@millwright/rollout';
import type { FlowsState, RunningNodeRed } from '@millwright/runtime';
import type { Later } from '../timers.ts';
import type { Connections } from './connections.ts';
import type { EventLoop } from './event-loop.ts';
import type { FlowsNow, FlowsTracker } from './flows-now.ts';

/** How often it is looked at, in milliseconds: a measurement of the event loop is as long. */
const piece = 10_000;

export interface WatchingOptions {
  readonly nodeRed: Pick<RunningNodeRed, 'getFlows'>;
  readonly flows: FlowsTracker;
  readonly connections: Connections;
  readonly eventLoop: EventLoop;
  readonly later: Later;
  /** Calls for each error that nobody caught, in a Node-RED that outlives it. */
  readonly onUncaught: (listener: (error: unknown) => void) => () => void;
  /** One line. */
  readonly describe: (error: unknown) => string;
}

export interface Watched {
  readonly rev: string;
  readonly milliseconds: number;
  readonly health: Health;
}

/** Looks at what runs for as long as the health window is, by what a release says that has to hold. */
export class Watching {
  readonly #options: WatchingOptions;

  constructor(options: WatchingOptions) {
    this.#options = options;
  }

  /** @returns what was found wrong, as soon as it was; nothing if the whole window was good */
  async watch({ rev, milliseconds, health }: Watched, signal: AbortSignal): Promise<readonly Finding[]> {
    const { flows, onUncaught, describe, eventLoop } = this.#options;
    let uncaught: string | undefined;
    const forget = onUncaught((error) => {
      uncaught ??= describe(error);
    });
    eventLoop.start();
    try {
      const look = (): Finding[] => [
        ...ofFlows(flows.now, rev),
        ...(uncaught === undefined ? [] : [{ code: 'uncaught-error', subject: uncaught }]),
      ];
      for (let left = milliseconds; left > 0; left -= piece) {
        // What flows say is looked at when they say it.
        const found = await this.#untilFound(Math.min(piece, left), look, signal);
        const late = eventLoop.take() > (health.eventLoopMilliseconds ?? usualEventLoopMilliseconds);
        if (late) found.push({ code: 'event-loop' });
        if (found.length > 0) return found;
      }
      return await this.#atTheEnd(health);
    } finally {
      forget();
      eventLoop.stop();
    }
  }

  async #untilFound(milliseconds: number, look: () => Finding[], signal: AbortSignal): Promise<Finding[]> {
    const { flows, later } = this.#options;
    const over = new AbortController();
    const cancel = later(milliseconds, () => over.abort());
    const either = AbortSignal.any([signal, over.signal]);
    try {
      for (;;) {
        const found = look();
        if (found.length > 0 || over.signal.aborted) return found;
        await flows.next(either).catch(() => signal.throwIfAborted());
      }
    } finally {
      cancel();
    }
  }

  async #atTheEnd({ connections: wanted = true, node }: Health): Promise<readonly Finding[]> {
    const { connections, nodeRed } = this.#options;
    const found: Finding[] = [];
    const { up, broken } = await connections.kept();
    const enabled = enabledIn(nodeRed.getFlows()?.items ?? []);
    for (const { id, name } of inUse(enabled))
      if (connections.isBroken(id) && !broken.has(id)) found.push({ code: 'misconfigured', subject: name });
    for (const { id, name } of enabled)
      if (wanted && up.has(id) && !connections.isUp(id) && !connections.isIdle(id))
        found.push({ code: 'connection', subject: name });
    if (node !== undefined && !connections.isGreen(node)) found.push({ code: 'health-node', subject: node });
    return found;
  }
}

interface Enabled {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly item: FlowsState['items'][number];
}

/** The nodes that Node-RED starts. */
function enabledIn(items: FlowsState['items']): readonly Enabled[] {
  const off = new Set<unknown>(items.filter(({ disabled }) => disabled === true).map(({ id }) => id));
  return items
    .filter(({ d, z }) => d !== true && !off.has(z))
    .map((item) => ({ id: String(item.id), name: String(item.name || item.id), item }));
}

/** Those in a flow, and what another one refers to: a configuration that was left over does no harm. */
function inUse(nodes: readonly Enabled[]): readonly Enabled[] {
  const named = new Set<unknown>(nodes.flatMap(({ item: { id, z, ...others } }) => Object.values(others)));
  return nodes.filter(({ id, item }) => Array.isArray(item['wires']) || named.has(id));
}

function ofFlows(now: FlowsNow, rev: string): Finding[] {
  switch (now.is) {
    case 'unknown':
      return [{ code: 'flows-stopped' }];
    case 'running':
      return now.rev === rev ? [] : [{ code: 'other-revision', subject: now.rev }];
    case 'held':
      return now.names.length === 0
        ? [{ code: 'flows-stopped' }]
        : now.names.map((subject) => ({ code: now.why, subject }));
  }
}
