import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, actorOfUser, type Source, systemActor } from '../actor.ts';
import type { OperationRecord } from './record.ts';

/**
 * What code that runs right now belongs to. It is inherited by everything that is started meanwhile, also by what
 * runs long after (an interval of a node), therefore it ends: an ended one counts as none.
 */
export interface Context {
  readonly source: Source | undefined;
  /** Node-RED's user object, handed on to Node-RED. */
  user: unknown;
  readonly actor: Actor;
  operation: OperationRecord | undefined;
  ended: boolean;
}

export type ContextStorage = AsyncLocalStorage<Context>;

export const makeContextStorage = (): ContextStorage => new AsyncLocalStorage<Context>();

/** The context of the running code, unless it has ended. */
export function currentContext(storage: ContextStorage): Context | undefined {
  const context = storage.getStore();
  return context && !context.ended ? context : undefined;
}

/** Where an operation comes from: what its caller says, completed by the context that it is called in. */
export interface Origin {
  readonly parent: OperationRecord | undefined;
  readonly actor: Actor;
  readonly source: Source | undefined;
  readonly user: unknown;
}

/**
 * @param user the user object that Node-RED's API was called with
 * @param fromHttp whether Node-RED says that a request led to this call; then no user means no log-in
 */
export function originOf(storage: ContextStorage, user?: unknown, fromHttp = false): Origin {
  const context = currentContext(storage);
  const parent = context?.operation;
  const acting = user ?? context?.user;
  const actor = (): Actor => {
    if (parent) return parent.actor;
    if (acting !== undefined && acting !== null) return actorOfUser(acting);
    if (context) return context.actor;
    return fromHttp ? actorOfUser(undefined) : systemActor;
  };
  return { parent, actor: actor(), source: context?.source, user: acting };
}

/** Runs `work` in a context of its own, which ends with it. */
export async function inContext<Result>(
  storage: ContextStorage,
  fields: Omit<Context, 'ended'>,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const context: Context = { ...fields, ended: false };
  try {
    return await storage.run(context, work);
  } finally {
    context.ended = true;
    // An interval that was started meanwhile holds this for as long as it lives: let go of the request's body.
    context.operation = undefined;
    context.user = undefined;
  }
}
