import type { EventClass, EventDraft, EventOutcome } from '@millwright/ledger';
import type { AuditEntry, Services, Source, TurnedAway } from '@millwright/runtime';
import { askedFor } from './asked-for.ts';
import { actorOf, plainCode, sourceOf } from './draft.ts';
import { classOf, type EventEntry, isOfNodeRed, ownEvents } from './events.ts';
import { pickFields, type Told } from './fields.ts';
import { cut } from './texts.ts';

const types: ReadonlyMap<string, EventEntry> = new Map(ownEvents.map((entry) => [entry.name, entry]));

/** What Node-RED calls operations that have other names here: with its token a live connection is opened. */
const otherNames: ReadonlySet<string> = new Set([
  'comms.auth',
  'flows.set',
  'nodes.configs',
  'nodes.config',
  'nodes.list',
]);

/**
 * The event that an entry of Node-RED's audit log becomes, if it tells of more than an operation does: log-ins, tokens
 * that nobody has, permissions that are lacking, modules of function nodes.
 */
export function eventOfEntry(
  entry: AuditEntry,
  services: Pick<Partial<Services>, 'access'>,
): EventDraft | undefined {
  const { event, operation, operated } = entry;
  const type = types.get(event);
  if (!type) return isUnknown(entry) ? plain(entry, services) : undefined;
  if (event === 'api.error' && (operated || operation)) return undefined;
  // Then it is why the operation ends as it does.
  if (operation && outcomeOf(event) === 'refused') return undefined;
  // An attempt is found under the name of what was attempted.
  const asked = event === 'permission.fail' && entry.source ? askedFor(entry.source) : undefined;
  const who = whoOf(entry, services);
  const data = pickFields(type.fields ?? {}, toldOf(entry));
  const code = event === 'api.error' ? entry.fields['error'] : undefined;
  return {
    ...base(entry),
    ...(asked ? { name: asked.name } : {}),
    class: asked ? classOf(asked) : ofTheirRequest.has(event) ? classOfRequest(entry) : type.class,
    outcome: outcomeOf(event),
    ...who,
    ...(typeof code === 'string' && plainCode.test(code) ? { code } : {}),
    ...(data ? { data } : {}),
  };
}

/** What became of a request that led to no operation: a change was refused, or something to be read. */
const ofTheirRequest: ReadonlySet<string> = new Set(['permission.fail', 'api.error']);

/** A token that nobody has. Node-RED says so before it asks the site's own function, which may know better. */
export const isBadToken = ({ event }: AuditEntry): boolean => event === 'auth.invalid-token';

/** The event of a request that was refused before it became an operation, of which Node-RED itself said nothing. */
export function eventOfRefused(
  { status, source, actor }: TurnedAway,
  services: Pick<Partial<Services>, 'access'>,
  time: number,
): EventDraft {
  const isAtTheDoor = status === 401 || status === 403 || source.path.startsWith('/auth/');
  return {
    time,
    name: 'request.refused',
    class: isAtTheDoor ? 'log-in' : classOfRequest({ source }),
    outcome: status < 500 ? 'refused' : 'failed',
    actor: actorOf(actor, services),
    source: sourceOf(source),
    data: { status },
  };
}

/** Neither an operation nor a part of one, and nothing that is known: a later Node-RED's. */
const isUnknown = ({ event, operation, operated }: AuditEntry): boolean =>
  !operation && !operated && !isOfNodeRed(event) && !otherNames.has(event);

/** Of what nobody here knows, who did it and what it is called. */
const plain = (entry: AuditEntry, services: Pick<Partial<Services>, 'access'>): EventDraft => ({
  ...base(entry),
  class: 'system',
  outcome: 'success',
  actor: actorOf(entry.actor, services),
});

function base({
  event,
  time,
  source,
  operation,
}: AuditEntry): Pick<EventDraft, 'time' | 'name' | 'source' | 'correlation'> {
  return {
    time,
    name: cut(event, 100),
    ...(operation ? { correlation: operation.correlation } : {}),
    ...(source ? { source: sourceOf(source) } : {}),
  };
}

const outcomeOf = (event: string): EventOutcome => {
  if (event === 'api.error') return 'failed';
  return /(\.|^)(fail|invalid-[a-z]+)(\.|$)/.test(event) ? 'refused' : 'success';
};

/** The name that a log-in was tried with: what it was about, not who did it, since that need not be them. */
export const nameTried = ({ event, fields: { username } }: AuditEntry): string | undefined =>
  outcomeOf(event) === 'refused' && typeof username === 'string' ? username : undefined;

/** Whoever is turned away need not be who they say. */
function whoOf(
  { event, actor }: AuditEntry,
  services: Pick<Partial<Services>, 'access'>,
): Pick<EventDraft, 'actor'> {
  const isStranger = outcomeOf(event) === 'refused' && event !== 'permission.fail';
  if (!isStranger) return { actor: actorOf(actor, services) };
  return { actor: { kind: 'anyone' } };
}

function toldOf({ fields }: AuditEntry): Told {
  const { permissions, scope, client, module, version } = fields;
  const held = permissions ?? scope;
  return {
    client: typeof client === 'string' ? cut(client) : undefined,
    permissions: typeof held === 'string' ? [held] : held,
    module,
    version,
  };
}

/** What only reads is no change, also when it is refused. */
const classOfRequest = ({ source }: { readonly source?: Source }): EventClass =>
  source === undefined || source.method === 'GET' || source.method === 'HEAD' ? 'read' : 'change';
