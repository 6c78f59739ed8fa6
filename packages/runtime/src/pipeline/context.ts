import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, actorOfUser, type Source, systemActor } from '../actor.ts';
import type { GivenNote, OperationRecord, Origin } from './record.ts';

/**
 * What code that runs right now belongs to. It is inherited by everything that is started meanwhile, also by what
 * runs long after (an interval of a node), therefore it ends: an ended one counts as none.
 */
export interface Context {
  readonly source: Source | undefined;
  /** Node-RED's user object, handed on to Node-RED. */
  user: unknown;
  readonly actor: Actor;
  /** What the request says about why it is made. */
  readonly note: GivenNote;
  operation: OperationRecord | undefined;
  /** Of the operation that led to this, also when that is over. */
  readonly correlation: string | undefined;
  /** An operation has been run in it. */
  operated: boolean;
  ended: boolean;
}

export type ContextStorage = AsyncLocalStorage<Context>;

export const makeContextStorage = (): ContextStorage => new AsyncLocalStorage<Context>();

/** The context of the running code, unless it has ended. */
export function currentContext(storage: ContextStorage): Context | undefined {
  const context = storage.getStore();
  return context && !context.ended ? context : undefined;
}

/**
 * @param user the user object that Node-RED's API was called with
 * @param fromClient whether Node-RED says that a client led to this call; then no user means no log-in
 */
export function originOf(storage: ContextStorage, user?: unknown, fromClient = false): Origin {
  const context = currentContext(storage);
  const parent = context?.operation;
  const acting = user ?? context?.user;
  const actor = (): Actor => {
    if (parent) return parent.actor;
    if (acting !== undefined && acting !== null) return actorOfUser(acting);
    if (context) return context.actor;
    return fromClient ? actorOfUser(undefined) : systemActor;
  };
  return {
    parent,
    correlation: parent?.correlation ?? context?.correlation,
    actor: actor(),
    source: context?.source,
    user: acting,
    note: parent ? parent.note : context?.note,
  };
}

type Fields = Pick<Context, 'source' | 'user' | 'actor' | 'operation'> & Partial<Pick<Context, 'note'>>;

const open = (fields: Fields): Context => ({
  ...fields,
  note: fields.note,
  correlation: fields.operation?.correlation,
  operated: false,
  ended: false,
});

/** An interval that was started meanwhile holds the context for as long as it lives: let go of the request's body. */
function end(context: Context): void {
  context.ended = true;
  context.operation = undefined;
  context.user = undefined;
}

/** Runs `work` in a context of its own, which ends with it. */
export async function inContext<Result>(
  storage: ContextStorage,
  fields: Fields,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const around = currentContext(storage);
  const context = open(fields);
  try {
    return await storage.run(context, work);
  } finally {
    if (around && context.operated) around.operated = true;
    end(context);
  }
}

/** The context of a message that somebody sent into a flow. */
export interface MessageContext {
  run(work: () => void): void;
  /** The operation is over: what the message leads to from now on is no child of it, but still by the same actor. */
  detach(): void;
  end(): void;
}

/**
 * Makes the context of a message: it is handed from node to node with the message, and has to outlive the operation
 * that sent it.
 */
export function messageContext(storage: ContextStorage, fields: Fields): MessageContext {
  const context = open(fields);
  return {
    run: (work) => storage.run(context, work),
    detach() {
      context.operation = undefined;
    },
    end: () => end(context),
  };
}
