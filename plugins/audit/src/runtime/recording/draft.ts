import type { ChangeSummary, EventDraft } from '@millwright/ledger';
import {
  type Actor,
  type Operation,
  runtimeErrors,
  type Services,
  type Source,
  type Target,
} from '@millwright/runtime';
import { plainModule, plainPath } from './addresses.ts';
import { changeOf, summaryOf } from './change-summary.ts';
import { classOf, operationFields, refusalFields } from './events.ts';
import { pickFields } from './fields.ts';
import { factsOf } from './operation-facts.ts';
import { refusalOf } from './refusal.ts';
import { cut, longest } from './texts.ts';

/** What has to be known of the world to tell what happened. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly services: Pick<Partial<Services>, 'access' | 'history'>;
  /** What a tab, a subflow or a node is called, and what it is; undefined where nobody knows it. */
  readonly item: (
    id: string,
    operation: Operation,
  ) => { readonly name: string; readonly type: string } | undefined;
}

type Credentials = Pick<ChangeSummary, 'credentials' | 'moreCredentials'>;

/** What is about to be done: written before it is. */
export function intentOf(operation: Operation, world: World): EventDraft {
  const { flows } = operation;
  const change = flows?.foreseen ? summaryOf(flows.change(), false) : undefined;
  return { ...commonOf(operation, world), ...(change ? { change } : {}) };
}

/** How an operation ended. */
export function outcomeOf(operation: Operation, world: World, credentials: Credentials = {}): EventDraft {
  const { flows, outcome } = operation;
  const status = wasTurnedAway(outcome) ? 'refused' : (outcome?.status ?? 'failed');
  const after = flows?.result?.rev;
  const version = world.services.history?.versionOf(operation);
  const { rules, denied } = refusalOf(outcome?.details);
  const change = flows && completed(summaryOf(changeOf(flows)), credentials);
  const data = {
    ...dataOf(operation, world),
    ...pickFields(refusalFields, { denied }),
  };
  return {
    ...commonOf(operation, world),
    outcome: status,
    ...(change ? { change } : {}),
    ...(after === undefined ? {} : { after }),
    ...(version === undefined ? {} : { version }),
    ...(rules ? { rules } : {}),
    ...problemOf(outcome),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

function commonOf(operation: Operation, world: World): EventDraft {
  const { name, id, correlation, actor, source, target, note, flows } = operation;
  const before = flows?.before?.rev;
  return {
    time: world.now(),
    name: cut(name, 100),
    class: classOf(operation),
    operation: id,
    correlation,
    actor: actorOf(actor, world.services),
    ...(source ? { source: sourceOf(source) } : {}),
    ...(target && !isUnnamed(operation) ? { target: targetOf(target, operation, world) } : {}),
    ...(before === undefined ? {} : { before }),
    ...(note === undefined || note === '' ? {} : { reason: cut(note, longest.said) }),
  };
}

/** Who it was, with what access knows of them. */
export function actorOf(
  { kind, name }: Actor,
  { access }: Pick<Partial<Services>, 'access'>,
): EventDraft['actor'] {
  const known =
    kind === 'system' ? undefined : access?.describe({ kind, ...(name === undefined ? {} : { name }) });
  return {
    kind,
    ...(name === undefined ? {} : { name: cut(name) }),
    ...(known ? { roles: known.roles.map((role) => cut(role)) } : {}),
    ...(known?.by === undefined ? {} : { by: cut(known.by) }),
  };
}

export function sourceOf({ address, userAgent, method, path }: Source): NonNullable<EventDraft['source']> {
  return {
    address: cut(address),
    ...(userAgent === undefined ? {} : { userAgent: cut(userAgent, longest.userAgent) }),
    method: cut(method),
    path: cut(plainPath(path), longest.path),
  };
}

/** Somebody who is not there (yet) is not named: it may be a password that was typed where the name belongs. */
const isUnnamed = ({ name, outcome }: Operation): boolean =>
  name === 'access.person.add' && outcome?.status !== 'success';

function targetOf({ kind, id }: Target, operation: Operation, world: World): EventDraft['target'] {
  const isItem = kind === 'flow' || kind === 'node';
  const name = isItem ? world.item(id, operation)?.name : undefined;
  return { kind, id: cut(plainId(kind, id), longest.id), ...(name ? { name: cut(name) } : {}) };
}

const plainId = (kind: Target['kind'], id: string): string =>
  kind === 'module' || kind === 'node-set' ? plainModule(id) : plainPath(id);

/** Of an operation that nobody here knows of, who did it and to what is all that is recorded. */
function dataOf(operation: Operation, world: World): EventDraft['data'] {
  const fields = operationFields[operation.name];
  if (!fields) return undefined;
  return pickFields(
    fields,
    factsOf(operation, (id) => world.item(id, operation)?.type),
  );
}

function completed(change: ChangeSummary | undefined, credentials: Credentials): ChangeSummary | undefined {
  if (!credentials.credentials) return change;
  return { ...(change ?? { parts: [] }), ...credentials };
}

/** A node's route looks at permissions by itself, when it is asked: within the operation. */
const wasTurnedAway = (outcome: Operation['outcome']): boolean => {
  const { status } = (outcome?.details ?? {}) as { readonly status?: unknown };
  return outcome?.code === runtimeErrors.routeFailed.code && (status === 401 || status === 403);
};

/** Codes are made by programs. */
export const plainCode = /^[\w.:-]{1,100}$/;
/** What a coded error of ours is called. */
const codedError = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/**
 * What went wrong. The words of a coded error are ours, unless they give the reason of somebody else: what npm, the disk
 * or a node of others says may quote anything, also a secret.
 */
function problemOf(outcome: Operation['outcome']): Pick<EventDraft, 'code' | 'message'> {
  const { code, message, details } = outcome ?? {};
  if (code === undefined || !plainCode.test(code))
    return code === undefined ? {} : { code: 'unexpected_error' };
  const isOurs = codedError.test(code) && message !== undefined && !Object.hasOwn(details ?? {}, 'reason');
  return { code, ...(isOurs ? { message: cut(message, longest.said) } : {}) };
}
