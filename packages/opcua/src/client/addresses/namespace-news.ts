import type { Clock } from '@millwright/tags';
import { VariableIds } from 'node-opcua-constants';
import { NodeId, NodeIdType } from 'node-opcua-nodeid';
import { readDataValues } from '../call/data-values.ts';
import type { Caller } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';

export interface NewsOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly clock: Clock;
}

/** Milliseconds between two questions at least: an address with a misspelt namespace is read again and again. */
const pause = 2_000;

/**
 * Asks a server whether it has more namespaces by now: it may add some while sessions live, and those that are there keep their numbers.
 * @see OPC 10000-5 section 6.3.1 (NamespaceArray)
 */
export class NamespaceNews {
  readonly #options: NewsOptions;
  readonly #askedAt = new WeakMap<SessionLink, number>();

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  /** Has the session know the namespaces that came. A server that does not answer has told of none. */
  async ask(link: SessionLink, signal: AbortSignal): Promise<void> {
    const { caller, clock } = this.#options;
    const now = clock.elapsed();
    const askedAt = this.#askedAt.get(link);
    if (askedAt !== undefined && now - askedAt < pause) return;
    this.#askedAt.set(link, now);
    const [outcome] = await caller.callMany([namespaceArray], readDataValues(link), {
      signal,
      repeatable: true,
    });
    if (!outcome || 'error' in outcome) return;
    const uris: unknown = outcome.result.value?.value;
    if (!outcome.result.statusCode.isBad() && Array.isArray(uris))
      link.addNamespaces(uris.map((uri) => String(uri ?? '')));
  }
}

const namespaceArray = new NodeId(NodeIdType.NUMERIC, VariableIds.Server_NamespaceArray, 0);
