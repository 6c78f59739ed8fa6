import type { Log } from '../host.ts';
import type { Message, Sent } from '../red.ts';
import type { StatusWord } from './status.ts';
import type { TlsSettings } from './tls.ts';

/** What a node does, once it is made from a valid configuration. */
export interface Behaviour {
  /**
   * Handles a message. What it throws goes to Catch nodes as it is when it is coded, else as `node.unexpected`;
   * what it throws after the node was closed goes nowhere.
   */
  input?(message: Message, send: (message: Sent) => void): void | Promise<void>;
  /** Gives back what the node holds. Awaited before the deploy goes on, but not for longer than some seconds. */
  close?(): void | Promise<void>;
}

/** Makes the behaviour of one node. What it throws is shown as the node's status and logged; the flows run on. */
export type CreateNode<Config, B extends object> = (context: NodeContext<Config>) => B & Behaviour;

/** What a node is given. */
export interface NodeContext<Config> {
  readonly id: string;
  /** Checked and complete. */
  readonly config: Config;
  /** What Node-RED keeps secret for this node, by the names of its secret fields; those that are set. Memory only. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Aborted when the node is closed. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Sends a message on its own, not in answer to one. */
  send(message: Sent): void;
  /** Shows a word under the node. Saying the same again costs nothing. */
  status(word: StatusWord): void;
  /** Reports what went wrong outside of {@link Behaviour.input}: status and log, and the node goes on. */
  report(error: unknown): void;
  /**
   * The behaviour of the configuration node with this id.
   * @param create the function that makes behaviours of that type
   * @param to the name of that type, for the error
   * @throws `node.reference-missing`, `node.reference-unusable`
   */
  refer<B extends object>(create: CreateNode<never, B>, to: string, id: string): B;
  /**
   * What Node-RED's own TLS configuration with this id has. It holds keys: memory only.
   * @throws `node.reference-missing`, `node.reference-unusable`
   */
  tls(id: string): TlsSettings;
}
