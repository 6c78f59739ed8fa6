import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispose } from './host.ts';

/** A request to the side of Node-RED where flows answer, before anybody has answered it. */
export interface NodeSideRequest {
  readonly request: IncomingMessage;
  /** Its whole address, as it was sent: `/api/dashboard/page1?x=1`. */
  readonly address: string;
  /** Whether it is for a dashboard: a page, a file or a live connection of one. */
  readonly isDashboard: boolean;
}

/** Who may have anything of the node side. Neither may throw; what does counts as not admitted. */
export interface NodeSideGuard {
  /** Asked for each request and each live connection, before everything else: answer from memory. */
  admits(asked: NodeSideRequest): boolean;
  /** Answers a request that was not admitted. A live connection is refused with 401, and nobody is asked. */
  turnAway(asked: NodeSideRequest, response: ServerResponse): void;
}

/** Whether a browser may do something, and who is in front of it: told by what it sent when it connected. */
export interface DashboardClient {
  readonly headers: IncomingMessage['headers'];
  readonly address: string | undefined;
}

/** Somebody, as flows find them in `msg._client.user`. The names of the fields are those of FlowFuse's own add-on. */
export interface DashboardUser {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
}

/** What Dashboard is told of those who look at it. None may throw; what does counts as nobody, and as no. */
export interface DashboardGuard {
  /** Undefined: nobody is logged in. */
  userOf(client: DashboardClient): DashboardUser | undefined;
  /** Whether it may be sent anything. */
  admits(client: DashboardClient): boolean;
  /** Whether what somebody does with a widget reaches the flow. */
  mayUse(client: DashboardClient, widget: string): boolean;
  /** Somebody uses a page with widgets of Millwright's: a key, a finger, a mouse. */
  present(client: DashboardClient): void;
  /**
   * Whether nobody but this guard says who somebody is. If not, what another plugin says of those who are not logged in
   * here is left as it is.
   */
  readonly decidesAlone: boolean;
}

/** Answers a page of a plugin's own. */
export type NodeSidePage = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** The side of Node-RED where flows answer requests, with dashboards on it. */
export interface NodeSide {
  /** The path that all of it is below, without a slash at its end; undefined where this Node-RED has none. */
  readonly root: string | undefined;
  /** Paths below the root where a dashboard is, such as `/dashboard`; none where there is no Dashboard. */
  dashboards(): readonly string[];
  /** Serves a path below the root, whoever asks: no guard is asked. */
  serve(path: string, page: NodeSidePage): Dispose;
  guard(guard: NodeSideGuard): Dispose;
  /** Ends live connections that were admitted: whoever opened them may try again, and is asked for anew. */
  closeLive(whose: (asked: NodeSideRequest) => boolean): void;
  /** Tells FlowFuse Dashboard 2.0 who somebody is. Without Dashboard it does nothing. */
  identify(guard: DashboardGuard): Dispose;
  /**
   * Drops what browsers send to FlowFuse Dashboard 2.0 that no page of it does, and that would end Node-RED; the log has
   * their count. Connections that are open when it is taken back stay as they are.
   */
  dropUnsound(): Dispose;
}
