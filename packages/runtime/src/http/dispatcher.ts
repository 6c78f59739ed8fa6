import { type FileAnswer, isOpen, type Route } from '@millwright/schema';
import { actorOfUser } from '../actor.ts';
import { isAllowed } from '../door/authenticate.ts';
import { runtimeErrors } from '../errors.ts';
import { sessionOfRequest } from '../log-in/sessions.ts';
import { currentContext, inContext, originOf } from '../pipeline/context.ts';
import { OperationRecord } from '../pipeline/record.ts';
import { type Pipeline, run } from '../pipeline/run.ts';
import type { Handler, NodeRed, Request, Response } from '../red.ts';
import type { RouteCall } from '../routes.ts';
import { answer, answerError, sendFile, setHeaders } from './answer.ts';
import { isPrivateRequest } from './private-request.ts';
import { type PathMatcher, pathMatcher, readRequest } from './request.ts';
import { headersOf, originOfRequest } from './request-origin.ts';
import { sourceOf } from './source.ts';

/** A handler whose request has been checked against its route, so that its type is known to be right. */
export type RouteHandler = (request: never, call: RouteCall) => unknown;

export interface DispatcherOptions {
  readonly RED: Pick<NodeRed, 'auth'>;
  readonly pipeline: Pipeline;
  /** Where the routes are mounted: `/millwright/<area>`. */
  readonly prefix: string;
  readonly fault: (error: unknown) => void;
}

interface Entry {
  readonly route: Route;
  readonly match: PathMatcher;
  /** Absent where nobody's log-in is asked for. */
  readonly guard: Handler | undefined;
  readonly handler: RouteHandler;
}

/**
 * The routes of one plugin as one handler for Express: Express has no way to take single routes out again.
 * What no route matches goes on to whoever comes next.
 */
export function dispatcher(
  routes: Readonly<Record<string, Route>>,
  handlers: Readonly<Record<string, RouteHandler>>,
  options: DispatcherOptions,
): Handler {
  const entries = Object.entries(routes).map(([name, route]): Entry => {
    const match = pathMatcher(route.path.slice(options.prefix.length));
    const guard = isOpen(route) ? undefined : options.RED.auth.needsPermission(route.permission);
    return { route, match, guard, handler: handlers[name] as RouteHandler };
  });
  return (request, response, next) => {
    try {
      for (const entry of entries) {
        const params = entry.route.method === request.method ? entry.match(request.path) : undefined;
        if (!params) continue;
        // Also for what the guard answers.
        setHeaders(response);
        const go = () => void handle(entry, params, request, response, options);
        if (entry.guard) entry.guard(request, response, go);
        else go();
        return;
      }
    } catch (error) {
      answerError(response, error, options.fault);
      return;
    }
    next();
  };
}

async function handle(
  { route, handler }: Entry,
  params: Readonly<Record<string, string>>,
  request: Request,
  response: Response,
  { RED, pipeline, fault, prefix }: DispatcherOptions,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const actor = actorOfUser(request.user);
  const context = currentContext(pipeline.context);
  const source = context?.source ?? sourceOf(request);
  try {
    const checked = readRequest(route, request, params) as never;
    const root = request.baseUrl.slice(0, request.baseUrl.length - prefix.length);
    const allows = (permission: string) => isAllowed(RED, request, permission);
    const session = sessionOfRequest(request);
    const isPrivate = isPrivateRequest(request);
    const header = headersOf(request);
    const origin = originOfRequest(request, root);
    const { signal } = gone;
    const call: RouteCall = { actor, session, signal, root, origin, header, isPrivate, allows };
    const fields = { source, user: request.user, actor, operation: undefined, note: context?.note };
    const work = async (): Promise<unknown> => handler(checked, call);
    const value = await inContext(pipeline.context, fields, () => carryOut(route, work, pipeline));
    if (response.destroyed) return;
    if (route.stream) await sendFile(response, value as FileAnswer);
    else answer(response, value);
  } catch (error) {
    answerError(response, error, fault);
  } finally {
    // Also where nobody is left to be answered: whoever waits for the end of this request is told.
    if (!response.writableEnded) response.end();
  }
}

function carryOut(route: Route, work: () => Promise<unknown>, pipeline: Pipeline): Promise<unknown> {
  // Machines are no actors: what they say is for the handler to check, and to make an operation of where it changes something.
  if (isOpen(route)) return work();
  return route.method === 'GET' || route.reads
    ? readOperation(route, work, pipeline)
    : changeBy(route, work, pipeline);
}

/**
 * What changes something is an operation of the handler's own, with its own name and locks. One that forgets it would
 * let everybody by: its route always fails, so that nobody overlooks it.
 */
async function changeBy(
  { area, name }: Route,
  work: () => Promise<unknown>,
  { context }: Pipeline,
): Promise<unknown> {
  const value = await work();
  if (!currentContext(context)?.operated) throw runtimeErrors.noOperation({ route: `${area}.${name}` });
  return value;
}

/** What only reads is one operation. */
function readOperation(
  { area, name, background }: Route,
  apply: () => Promise<unknown>,
  pipeline: Pipeline,
): Promise<unknown> {
  const operation = new OperationRecord({
    name: `${area}.${name}`,
    action: `${area}.read`,
    kind: 'read',
    background,
    origin: originOf(pipeline.context),
    startedAt: pipeline.clock.now(),
    input: {},
  });
  return run(pipeline, { operation, locks: [], apply });
}
