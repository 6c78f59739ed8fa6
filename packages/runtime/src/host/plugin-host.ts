import type { Actor, Source } from '../actor.ts';
import { systemActor } from '../actor.ts';
import type { Door } from '../door/door.ts';
import { mount } from '../door/layers.ts';
import { pipelineOf, readerOf } from '../door/pipeline.ts';
import { statusOf } from '../door/status.ts';
import type { FlowsReader } from '../flows/write.ts';
import type {
  AuditEntry,
  Dispose,
  DoorStatus,
  FlowsNotStarted,
  FlowsStarted,
  Host,
  Log,
  NodeStatus,
  OperateOptions,
  PluginDefinition,
  RunningNodeRed,
  TurnedAway,
  UpgradeHandler,
} from '../host.ts';
import { dispatcher, type RouteHandler } from '../http/dispatcher.ts';
import type { Interceptor } from '../interceptor.ts';
import type { Live } from '../live.ts';
import { HostLogIn } from '../log-in/host-log-in.ts';
import type { LogIn } from '../log-in.ts';
import { HostNodeSide } from '../node-side/host-node-side.ts';
import type { NodeSide } from '../node-side.ts';
import type { FlowsState, Operation } from '../operation.ts';
import { currentContext, originOf } from '../pipeline/context.ts';
import { OperationRecord } from '../pipeline/record.ts';
import { type Pipeline, run } from '../pipeline/run.ts';
import type { Logger, NodeRed } from '../red.ts';
import type { RouteHandlers, RouteTable } from '../routes.ts';
import type { Services } from '../services.ts';
import { stackOf } from '../stack.ts';
import { onAudit } from './audit.ts';
import { makeDirectory } from './directory.ts';
import { Disposers } from './disposers.ts';
import { onFlowsNotStarted, onFlowsStarted, onFlowsStopped, onNodeStatus, onReady } from './flow-events.ts';
import { HostLive } from './live.ts';
import { NodeRedFacade } from './node-red.ts';
import { onUpgrade } from './upgrades.ts';

/** What one plugin is given, over the door that it shares with others. */
export class PluginHost implements Host {
  readonly plugin: Host['plugin'];
  readonly log: Log;
  readonly nodeRed: RunningNodeRed;
  readonly logIn: LogIn;
  readonly live: Live;
  readonly nodeSide: NodeSide;
  readonly #RED: NodeRed;
  readonly #door: Door;
  readonly #registered: object;
  readonly #pipeline: Pipeline;
  readonly #reader: FlowsReader;
  readonly #disposers: Disposers;
  /** Topics whose last message Node-RED keeps for editors that come later. */
  readonly #retained = new Set<string>();

  /** @param registered what Node-RED hands out as the plugin */
  constructor(RED: NodeRed, door: Door, { id, area, version }: PluginDefinition, registered: object) {
    this.plugin = { id, area, version };
    this.log = prefixedLog(RED, id);
    this.#RED = RED;
    this.#door = door;
    this.#registered = registered;
    this.#pipeline = pipelineOf(door, RED);
    this.#reader = readerOf(RED, door);
    this.#disposers = new Disposers((error) => this.#fault(error));
    this.nodeRed = new NodeRedFacade(RED, door.found, this.#reader, door.context);
    this.live = new HostLive(RED, door, this.#disposers);
    this.nodeSide = new HostNodeSide({
      RED,
      context: door.context,
      nodeRed: this.nodeRed,
      disposers: this.#disposers,
      plugin: id,
      log: this.log,
      fault: (error) => this.#fault(error),
    });
    this.logIn = new HostLogIn({
      RED,
      door,
      disposers: this.#disposers,
      clock: this.#pipeline.clock,
      plugin: id,
      fault: (error) => this.#fault(error),
    });
  }

  directory(): string {
    return makeDirectory(this.nodeRed.userDirectory);
  }

  intercept(interceptor: Interceptor): Dispose {
    const registration = { plugin: this.plugin.id, interceptor };
    this.#door.interceptors.push(registration);
    return this.#disposers.add(() => {
      const index = this.#door.interceptors.indexOf(registration);
      if (index >= 0) this.#door.interceptors.splice(index, 1);
    });
  }

  routes<Table extends RouteTable>(table: Table, handlers: RouteHandlers<Table>): Dispose {
    const prefix = `/millwright/${this.plugin.area}`;
    const handler = dispatcher(table, handlers as Readonly<Record<string, RouteHandler>>, {
      RED: this.#RED,
      pipeline: this.#pipeline,
      prefix,
      fault: (error) => this.#fault(error),
    });
    const mounted = mount(this.#RED.httpAdmin, handler, { path: prefix, place: 'end' });
    const registered = { plugin: this.plugin.id, version: this.plugin.version, table };
    this.#door.routes.push(registered);
    return this.#disposers.add(() => {
      mounted.undo();
      const index = this.#door.routes.indexOf(registered);
      if (index >= 0) this.#door.routes.splice(index, 1);
    });
  }

  upgrade(path: string, handler: UpgradeHandler): Dispose {
    return this.#disposers.add(onUpgrade(this.#RED, path, handler, (error) => this.#fault(error)));
  }

  publish(topic: string, data: unknown, { retain = false }: { readonly retain?: boolean } = {}): void {
    const path = `millwright/${this.plugin.area}/${topic}`;
    if (retain) this.#retained.add(path);
    else this.#retained.delete(path);
    this.#RED.comms.publish(path, data, retain);
  }

  operate<Result>(options: OperateOptions, work: (operation: Operation) => Promise<Result>): Promise<Result> {
    const operation = new OperationRecord({
      name: options.name,
      action: options.action ?? options.name,
      kind: options.kind ?? 'write',
      origin: { ...originOf(this.#door.context), ...(options.actor && { actor: options.actor }) },
      startedAt: this.#pipeline.clock.now(),
      input: {},
      target: options.target,
      note: options.note,
    });
    if (options.facts) operation.tell(options.facts);
    return run(this.#pipeline, { operation, locks: options.locks, apply: () => work(operation) });
  }

  current(): { readonly actor: Actor; readonly source?: Source; readonly operation?: Operation } {
    const context = currentContext(this.#door.context);
    if (!context) return { actor: systemActor };
    const { actor, source, operation } = context;
    return { actor, ...(source ? { source } : {}), ...(operation ? { operation } : {}) };
  }

  onDispose(dispose: () => void | Promise<void>): void {
    this.#disposers.add(dispose);
  }

  onReady(listener: (state: FlowsState) => void | Promise<void>): Dispose {
    return this.#disposers.add(onReady(this.#RED, this.#reader, this.#safely(listener)));
  }

  onFlowsStarted(listener: (started: FlowsStarted) => void | Promise<void>): Dispose {
    return this.#disposers.add(onFlowsStarted(this.#RED, this.#reader.states, this.#safely(listener)));
  }

  onFlowsNotStarted(listener: (held: FlowsNotStarted) => void | Promise<void>): Dispose {
    const areStopped = (): boolean => this.nodeRed.areFlowsStopped;
    return this.#disposers.add(onFlowsNotStarted(this.#RED, areStopped, this.#safely(listener)));
  }

  onNodeStatus(listener: (id: string, status: NodeStatus) => void): Dispose {
    const safely = this.#safely((given: Parameters<typeof listener>) => listener(...given));
    return this.#disposers.add(onNodeStatus(this.#RED, (...given) => safely(given)));
  }

  onFlowsStopped(listener: () => void | Promise<void>): Dispose {
    return this.#disposers.add(onFlowsStopped(this.#RED, this.#safely<void>(listener)));
  }

  audit(event: string, fields: Readonly<Record<string, string>>): void {
    this.#RED.log.audit({ event, ...fields });
  }

  onAudit(listener: (entry: AuditEntry) => void): Dispose {
    return this.#disposers.add(onAudit(this.#RED, this.#door, this.#safely(listener)));
  }

  onTurnedAway(listener: (turnedAway: TurnedAway) => void): Dispose {
    return this.#listen(this.#door.turnedAway, this.#safely(listener));
  }

  onStop(listener: () => void | Promise<void>): Dispose {
    return this.#listen(this.#door.stopping, async () => {
      try {
        await listener();
      } catch (error) {
        this.#fault(error);
      }
    });
  }

  status(): DoorStatus {
    return statusOf(this.#RED, this.#door);
  }

  get services(): Partial<Services> {
    return this.#door.services as Partial<Services>;
  }

  offer(functions: object): Dispose {
    Object.assign(this.#registered, functions);
    return this.#disposers.add(() => {
      for (const name of Object.keys(functions)) Reflect.deleteProperty(this.#registered, name);
    });
  }

  provide<Name extends keyof Services>(name: Name, service: Services[Name]): Dispose {
    this.#door.services[name] = service;
    return this.#disposers.add(() => {
      if (this.#door.services[name] === service) delete this.#door.services[name];
    });
  }

  /** Undoes everything that was registered here. What can be undone at once is undone before this returns. */
  async dispose(): Promise<void> {
    const disposed = this.#disposers.dispose();
    this.#forgetRetained();
    await disposed;
    // What is slow to end may have published until then.
    this.#forgetRetained();
  }

  /** Node-RED forgets what it keeps for a topic when it is sent something that is not to be kept. */
  #forgetRetained(): void {
    for (const path of this.#retained) this.#RED.comms.publish(path, {}, false);
    this.#retained.clear();
  }

  #listen<Listener>(listeners: Set<Listener>, listener: Listener): Dispose {
    listeners.add(listener);
    return this.#disposers.add(() => void listeners.delete(listener));
  }

  #fault(error: unknown): void {
    this.log.error(stackOf(error));
  }

  /** Makes a listener that never throws and whose failures are logged. */
  #safely<Argument>(listener: (argument: Argument) => void | Promise<void>): (argument: Argument) => void {
    const call = async (argument: Argument): Promise<void> => listener(argument);
    return (argument) => void call(argument).catch((error: unknown) => this.#fault(error));
  }
}

export function prefixedLog({ log }: { readonly log: Logger }, id: string): Log {
  const prefix = `[millwright/${id}]`;
  return {
    info: (message) => log.info(`${prefix} ${message}`),
    warn: (message) => log.warn(`${prefix} ${message}`),
    error: (message) => log.error(`${prefix} ${message}`),
  };
}
