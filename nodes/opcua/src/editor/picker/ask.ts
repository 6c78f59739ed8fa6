import { call, type Failure, type Result } from '@millwright/editor';
import { browseRoutes, mostDetails, type NodeDetails } from '../../common/browse-routes.ts';
import type { PickedNode } from './tree.ts';

/** A server that is slow to answer is not given up before its own time limits. */
const timeout = 60_000;

/** An argument of a method. */
export interface ShownArgument {
  readonly name: string;
  readonly type: string;
  readonly dimensions: number;
}

export interface Found extends PickedNode {
  readonly where: readonly string[];
}

/** What dialogs ask of the server of one deployed connection. */
export class Asking {
  readonly #connection: string;
  readonly #signal: AbortSignal;

  constructor(connection: string, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
  }

  below(
    node: string,
  ): Promise<Result<{ readonly nodes: readonly PickedNode[]; readonly truncated: boolean }>> {
    const body = { connection: this.#connection, node };
    return call(browseRoutes.browse, { body }, { timeout, signal: this.#signal });
  }

  /** The nodes from the top down to this one. */
  async wayTo(node: string): Promise<readonly PickedNode[]> {
    const body = { connection: this.#connection, node };
    const result = await call(browseRoutes.browsePath, { body }, { timeout, signal: this.#signal });
    return result.ok ? result.value.nodes : [];
  }

  search(
    text: string,
    classes: readonly ('Object' | 'Variable' | 'Method')[],
    signal: AbortSignal,
  ): Promise<
    Result<{ readonly found: readonly Found[]; readonly looked: number; readonly truncated: boolean }>
  > {
    const body = { connection: this.#connection, node: 'i=85', text, classes: [...classes] };
    return call(browseRoutes.search, { body }, { timeout, signal });
  }

  /** What a method takes and gives; undefined where that cannot be had. */
  async method(
    method: string,
  ): Promise<
    { readonly inputs: readonly ShownArgument[]; readonly outputs: readonly ShownArgument[] } | undefined
  > {
    const body = { connection: this.#connection, method };
    const result = await call(browseRoutes.method, { body }, { timeout, signal: this.#signal });
    return result.ok ? result.value : undefined;
  }

  async details(addresses: readonly string[]): Promise<readonly NodeDetails[]> {
    const body = { connection: this.#connection, nodes: addresses.slice(0, mostDetails) };
    const result = await call(browseRoutes.details, { body }, { timeout, signal: this.#signal });
    return result.ok ? result.value.details : [];
  }
}

/** Nobody has deployed the connection yet, or not as it is now. */
export const isNotDeployed = ({ code }: Failure): boolean => code === 'opcua-nodes.not-deployed';

export const isGivenUp = ({ code }: Failure): boolean => code === 'editor.aborted';
