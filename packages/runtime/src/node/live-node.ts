import {
  type CodedError,
  type ConfigOfFields,
  type Fields,
  formatProblem,
  isCodedError,
  type NodeDefinition,
} from '@millwright/schema';
import type { Message, NodesRed, RedNode, Sent } from '../red.ts';
import { stackOf } from '../stack.ts';
import { nodeErrors } from './errors.ts';
import type { Behaviour, CreateNode, NodeContext } from './node.ts';
import { renderStatus, type StatusWord } from './status.ts';
import { tlsSettings } from './tls.ts';

/** Node-RED waits for a node at most 15 s, and a stop of the whole process has 5. */
const closeLimit = 4_000;

interface Made {
  readonly create: unknown;
  readonly behaviour: Behaviour;
}

/** The behaviour of each node that lives; until Node-RED has closed it. */
export const behaviours = new Map<RedNode, Made>();

/**
 * The checked configuration out of the properties of a node.
 * @throws `node.bad-configuration`
 */
export function configOf<F extends Fields>(
  definition: NodeDefinition<F>,
  properties: unknown,
): ConfigOfFields<F> {
  const parsed = definition.parse(properties);
  if (parsed.ok) return parsed.value;
  const problems = parsed.problems.map(formatProblem);
  throw nodeErrors.badConfiguration({ type: definition.type, problems });
}

/** What Node-RED keeps secret for a node, as far as it is text. */
const secretsOf = ({ credentials = {} }: RedNode): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(credentials).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  );

/** One node between Node-RED and its behaviour. */
export class LiveNode {
  readonly #RED: NodesRed;
  readonly #node: RedNode;
  readonly #type: string;
  readonly #closing = new AbortController();
  #behaviour: Behaviour | undefined;
  /** Why there is no behaviour. */
  #broken: unknown;
  #said: string | undefined;
  #shown: string | undefined;

  constructor(RED: NodesRed, node: RedNode, type: string) {
    this.#RED = RED;
    this.#node = node;
    this.#type = type;
  }

  start<Config, B extends object>(
    prepare: () => { readonly config: Config; readonly create: CreateNode<Config, B> },
  ): void {
    this.#node.on('input', (message, send, done) => void this.#input(message, send, done));
    this.#node.on('close', (_removed, done) => void this.#close().finally(done));
    try {
      const { config, create } = prepare();
      this.#behaviour = create(this.#context(config));
      behaviours.set(this.#node, { create, behaviour: this.#behaviour });
    } catch (error) {
      this.#broken = error;
      this.report(error);
    }
  }

  #context<Config>(config: Config): NodeContext<Config> {
    const node = this.#node;
    return {
      id: node.id,
      config,
      secrets: secretsOf(node),
      signal: this.#closing.signal,
      log: {
        info: (message) => node.log(message),
        warn: (message) => node.warn(message),
        error: (message) => node.error(message),
      },
      send: (message) => {
        if (!this.#closing.signal.aborted) node.send(message);
      },
      status: (word) => this.#status(word),
      report: (error) => this.report(error),
      refer: (create, to, id) => this.#refer(create, to, id),
      tls: (id) => tlsSettings(this.#RED, this.#type, id),
    };
  }

  #refer<B extends object>(create: CreateNode<never, B>, to: string, id: string): B & Behaviour {
    const node = this.#RED.nodes.getNode(id);
    if (!node) throw nodeErrors.referenceMissing({ type: this.#type, to });
    const made = behaviours.get(node);
    if (made?.create !== create) throw nodeErrors.referenceUnusable({ type: this.#type, to });
    // What this very function made is of the type that it makes.
    return made.behaviour as B & Behaviour;
  }

  async #input(
    message: Message,
    send: (message: Sent) => void,
    done: (error?: unknown) => void,
  ): Promise<void> {
    try {
      if (!this.#behaviour) throw this.#broken;
      await this.#behaviour.input?.(message, send);
      done();
    } catch (error) {
      if (this.#closing.signal.aborted) done();
      else done(this.coded(error));
    }
  }

  async #close(): Promise<void> {
    this.#closing.abort(new DOMException('The node is closed', 'AbortError'));
    behaviours.delete(this.#node);
    const behaviour = this.#behaviour;
    if (!behaviour?.close) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, closeLimit, 'late');
    });
    try {
      if ((await Promise.race([behaviour.close(), limit])) === 'late') {
        this.#node.warn(`Did not close within ${closeLimit} ms; going on without it`);
      }
    } catch (error) {
      this.#node.error(stackOf(error));
    } finally {
      clearTimeout(timer);
    }
  }

  #status(word: StatusWord): void {
    if (this.#closing.signal.aborted) return;
    // A node may say the same a hundred times a second: to look its text up costs more than to see that it is the same.
    const said = JSON.stringify(word);
    if (said === this.#said) return;
    this.#said = said;
    const status = renderStatus(word, (key, values) => this.#RED._(key, values));
    const text = JSON.stringify(status);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#node.status(status);
  }

  /** Status and log; the node goes on. */
  report(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    const coded = this.coded(error);
    this.#status({ is: coded.family === 'caller' ? 'misconfigured' : 'failed' });
    this.#node.error(`${coded.message} (${coded.code})`);
  }

  /** Whoever gets the error can tell what it is; what nobody foresaw is in the log with its stack. */
  coded(error: unknown): CodedError {
    if (isCodedError(error)) return error;
    this.#node.error(stackOf(error));
    return nodeErrors.unexpected({ type: this.#type }, { cause: error });
  }
}
