import type { ServerResponse } from 'node:http';
import { anyone } from '../actor.ts';
import { type Mounted, mount } from '../door/layers.ts';
import type { Disposers } from '../host/disposers.ts';
import type { Dispose, Log, RunningNodeRed } from '../host.ts';
import { answerError } from '../http/answer.ts';
import { sourceOf } from '../http/source.ts';
import type { DashboardGuard, NodeSide, NodeSideGuard, NodeSidePage, NodeSideRequest } from '../node-side.ts';
import { type ContextStorage, inContext } from '../pipeline/context.ts';
import type { Application, Handler, NodeRed, Request } from '../red.ts';
import { dashboardHooks } from './dashboard-hooks.ts';
import { basesIn, dashboardPaths } from './dashboards.ts';
import { OpenConnections } from './live-connections.ts';
import { mayBeWithin, rootOf } from './paths.ts';
import { gateServer } from './server-gate.ts';
import { guardSockets } from './sockets.ts';

export interface NodeSideSurroundings {
  readonly RED: NodeRed;
  readonly context: ContextStorage;
  readonly nodeRed: Pick<RunningNodeRed, 'getFlows'>;
  readonly disposers: Disposers;
  readonly plugin: string;
  readonly log: Pick<Log, 'warn'>;
  readonly fault: (error: unknown) => void;
}

/** The side of Node-RED where flows answer, for one plugin. */
export class HostNodeSide implements NodeSide {
  readonly root: string | undefined;
  readonly #around: NodeSideSurroundings;
  readonly #application: Application | undefined;
  readonly #pages = new Map<string, NodeSidePage>();
  readonly #open = new OpenConnections();
  #guard: NodeSideGuard | undefined;
  #mounted: Mounted | undefined;

  constructor(around: NodeSideSurroundings) {
    const { RED } = around;
    const root = RED.settings['httpNodeRoot'];
    this.#around = around;
    this.root = root === false ? undefined : rootOf(root);
    this.#application = this.root === undefined ? undefined : RED.httpNode;
  }

  dashboards(): readonly string[] {
    return dashboardPaths(this.#application, this.#around.nodeRed.getFlows()?.document);
  }

  serve(path: string, page: NodeSidePage): Dispose {
    this.#mount();
    this.#pages.set(path, page);
    return this.#around.disposers.add(() => void this.#pages.delete(path));
  }

  guard(guard: NodeSideGuard): Dispose {
    const { RED, disposers } = this.#around;
    this.#mount();
    this.#guard = guard;
    const { server } = RED;
    const gated =
      server && this.root !== undefined
        ? gateServer(server, {
            root: this.root,
            adminRoot:
              RED.settings['httpAdminRoot'] === false ? undefined : rootOf(RED.settings['httpAdminRoot']),
            dashboards: () => this.dashboards(),
            admits: (asked) => this.#admits(asked),
            turnAway: (asked, response) => this.#turnAway(asked, response),
            open: this.#open,
          })
        : undefined;
    return disposers.add(() => {
      gated?.undo();
      this.#guard = undefined;
    });
  }

  closeLive(whose: (asked: NodeSideRequest) => boolean): void {
    this.#open.end(whose);
  }

  identify(guard: DashboardGuard): Dispose {
    const { RED, disposers, plugin, fault } = this.#around;
    // Node-RED has no way to take back a plugin of a package that stays: one without hooks is none.
    const registered: { type: string; hooks: object; onremove: () => void } = {
      type: 'node-red-dashboard-2',
      hooks: dashboardHooks(guard, fault),
      onremove: () => dispose(),
    };
    const dispose = disposers.add(() => {
      registered.hooks = {};
    });
    RED.plugins.registerPlugin(`millwright-${plugin}-dashboard`, registered);
    return dispose;
  }

  dropUnsound(): Dispose {
    const { RED, nodeRed, disposers, log, fault } = this.#around;
    let isTold = false;
    const guard = (): void => {
      try {
        for (const { id } of basesIn(nodeRed.getFlows()?.document)) {
          const base = RED.nodes.getNode(id);
          const warn = (text: string): void => log.warn(text);
          if (!base || guardSockets(base, warn, () => performance.now()) || isTold) continue;
          isTold = true;
          log.warn('This version of Dashboard is not known: what a browser sends to it may end Node-RED');
        }
      } catch (error) {
        fault(error);
      }
    };
    // A dashboard has its server from its first start on, until Node-RED ends.
    RED.events.on('flows:started', guard);
    return disposers.add(() => void RED.events.off('flows:started', guard));
  }

  /** Before everything else on the node side. */
  #mount(): void {
    if (this.#mounted || !this.#application) return;
    const mounted = mount(this.#application, this.#layer, { place: 'front' });
    this.#mounted = mounted;
    this.#around.disposers.add(() => mounted.undo());
  }

  readonly #layer: Handler = (request, response, next) => {
    const page = this.#pages.get(request.path);
    if (page) return void this.#answer(page, request, response);
    const asked = this.#asked(request);
    if (this.#admits(asked)) return next();
    this.#turnAway(asked, response);
  };

  /** Most who ask are admitted without anybody looking whether it is a dashboard. */
  #asked(request: Request): NodeSideRequest {
    const isDashboard = (): boolean => this.dashboards().some((each) => mayBeWithin(request.path, each));
    return {
      request,
      address: request.originalUrl,
      get isDashboard() {
        return isDashboard();
      },
    };
  }

  #admits(asked: NodeSideRequest): boolean {
    try {
      return this.#guard?.admits(asked) ?? true;
    } catch (error) {
      this.#around.fault(error);
      return false;
    }
  }

  #turnAway(asked: NodeSideRequest, response: ServerResponse): void {
    try {
      this.#guard?.turnAway(asked, response);
    } catch (error) {
      answerError(response, error, this.#around.fault);
    }
  }

  async #answer(page: NodeSidePage, request: Request, response: ServerResponse): Promise<void> {
    const { context, fault } = this.#around;
    const fields = { source: sourceOf(request), user: undefined, actor: anyone, operation: undefined };
    try {
      await inContext(context, fields, () => page(request, response));
    } catch (error) {
      answerError(response, error, fault);
    }
  }
}
