import type { Route, RouteRequest, RouteResponse } from '@millwright/schema';
import type { Actor } from './actor.ts';

/** What `defineRoutes` of `@millwright/schema` makes. */
export type RouteTable = Readonly<Record<string, Route>>;

/** What a handler knows beside the validated request. */
export interface RouteCall {
  readonly actor: Actor;
  /** Of the session that the request came with, as `host.logIn` names it; it need not be one. */
  readonly session: string | undefined;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  /** Path of Node-RED's admin root, without a slash at its end: `/admin`, or empty. */
  readonly root: string;
  /** Of the request: `https://hub.example:1880/admin`, as whoever sent it reached it; absent where it does not say. */
  readonly origin: string | undefined;
  /** A header of the request; of one that came more than once, all of them with commas between. */
  readonly header: (name: string) => string | undefined;
  /** Nobody on the network could read the request: it came over TLS, or from this machine itself. */
  readonly isPrivate: boolean;
  /** Whether the caller has another permission too, such as `nodes.write`, for what the route does only if asked. */
  readonly allows: (permission: string) => Promise<boolean>;
}

/** What a handler returns: nothing, where the route declares no response. */
// biome-ignore lint/suspicious/noConfusingVoidType: this is the return type of a function
type Answer<R> = RouteResponse<R> extends undefined ? void : RouteResponse<R>;

/** One handler per route. Coded errors become their status; anything else that is thrown is a logged 500. */
export type RouteHandlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: (
    request: RouteRequest<Table[Name]>,
    call: RouteCall,
  ) => Answer<Table[Name]> | Promise<Answer<Table[Name]>>;
};
