import { actorOfUser } from '../actor.ts';
import type { Clock } from '../clock.ts';
import { runtimeErrors } from '../errors.ts';
import { answerError } from '../http/answer.ts';
import { sourceOf } from '../http/source.ts';
import { currentContext, type MessageContext, messageContext } from '../pipeline/context.ts';
import { OperationRecord } from '../pipeline/record.ts';
import { type Pipeline, run } from '../pipeline/run.ts';
import type { Application, Handler, NodeRed, Request, Response } from '../red.ts';
import { authenticate, bringsToken } from './authenticate.ts';
import { type DeclaredRoute, matchRoute, type RouteMatch } from './matching-route.ts';

/**
 * How long after its request a message that somebody sent into a flow is still theirs, in ms. Beyond that nobody can
 * tell it from what the nodes do by themselves.
 */
export const messageReach = 10_000;

interface Tools {
  readonly RED: Pick<NodeRed, 'auth' | 'settings'>;
  readonly application: Application;
  readonly pipeline: Pipeline;
  /** Told of a route that answered somebody who is not logged in. */
  readonly answeredStranger: (route: DeclaredRoute) => void;
  readonly fault: (error: unknown) => void;
}

/** Sends what people ask of nodes' own routes (inject, debug, those of other packages) through the pipeline. */
export function nodeRouteLayer(tools: Tools): Handler {
  const { application, fault } = tools;
  return (request, response, next) => {
    const match = matchRoute(application._router?.stack ?? [], request.method, request.path);
    if (!match) return next();
    void follow(match, { request, response, next }, tools).catch((error: unknown) => {
      if (response.headersSent) return;
      answerError(response, error, fault);
    });
  };
}

interface Given {
  readonly request: Request;
  readonly response: Response;
  readonly next: () => void;
}

interface Exchange extends Given {
  readonly end: End;
}

/** The end of an answer, whether it was sent or the client has gone; known from the start, since they may go at any time. */
interface End {
  readonly reached: () => boolean;
  readonly onReached: (listener: () => void) => void;
}

function endOf(response: Response): End {
  let reached = false;
  response.once('close', () => {
    reached = true;
  });
  return { reached: () => reached, onReached: (listener) => response.once('close', listener) };
}

async function follow(match: RouteMatch, given: Given, tools: Tools): Promise<void> {
  const { row, declared } = match;
  const { request, response, next } = given;
  const { RED, pipeline } = tools;
  const { kind, foreign: isForeign = false } = row;
  const exchange = { request, response, next, end: endOf(response) };
  const token = bringsToken(request, tokenHeader(RED));
  if (isForeign && kind === 'read' && !token) {
    // Browsers load scripts and pages without a token: such a route stays as its node declared it.
    tellStranger(response, () => tools.answeredStranger(declared));
    return next();
  }
  // Whether they hold the permission is for the route itself to say: it says so to the audit log too.
  const identity = await authenticate(RED, request);
  if (!identity.known && !isForeign) return next();
  const user = identity.known ? identity.user : undefined;
  if (isForeign && actorOfUser(user).kind === 'anyone')
    tellStranger(response, () => tools.answeredStranger(declared));
  const operation = begin(match, request, user, pipeline);
  await run(pipeline, {
    operation,
    locks: [],
    apply: () => passOn(operation, exchange, pipeline),
  });
}

function begin(
  { row, params }: RouteMatch,
  request: Request,
  user: unknown,
  pipeline: Pipeline,
): OperationRecord {
  const { method, path, query, body } = request;
  const context = currentContext(pipeline.context);
  return new OperationRecord({
    name: row.name,
    action: row.action,
    kind: row.kind,
    origin: {
      parent: undefined,
      correlation: undefined,
      actor: actorOfUser(user),
      source: context?.source ?? sourceOf(request),
      user,
      note: context?.note,
    },
    startedAt: pipeline.clock.now(),
    input: { params, query, body },
    target: row.target?.({ method, path, params }),
  });
}

/** Lets the route answer, and resolves when it has. */
function passOn(
  operation: OperationRecord,
  { response, next, end }: Exchange,
  pipeline: Pipeline,
): Promise<undefined> {
  if (end.reached()) return Promise.reject(runtimeErrors.routeFailed({ status: 0 }));
  const { source, user, actor } = operation;
  const message = messageContext(pipeline.context, { source, user, actor, operation });
  return new Promise((resolve, reject) => {
    end.onReached(() => {
      message.detach();
      endLater(message, pipeline.clock);
      const { statusCode: status } = response;
      if (response.headersSent && status < 400) resolve(undefined);
      else reject(runtimeErrors.routeFailed({ status: response.headersSent ? status : 0 }));
    });
    message.run(next);
  });
}

/** On its own, so that what waits holds nothing of the request. */
function endLater(message: MessageContext, clock: Clock): void {
  clock.after(messageReach, () => message.end());
}

function tellStranger(response: Response, tell: () => void): void {
  response.once('finish', () => {
    if (response.statusCode < 400) tell();
  });
}

function tokenHeader({ settings }: Pick<NodeRed, 'settings'>): string | undefined {
  interface Auth {
    readonly tokenHeader?: unknown;
    readonly module?: Auth;
  }
  const auth = (settings['adminAuth'] ?? {}) as Auth;
  // Node-RED lets a module complete the settings.
  const { tokenHeader: name } = { ...auth, ...auth.module };
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}
