import type { EventDraft } from '@millwright/ledger';
import { catalogue, type Dispose, type EventType, type Host, type RecordedEvent } from '@millwright/runtime';
import { auditErrors } from '../../common/errors.ts';
import { actorOf, sourceOf } from './draft.ts';
import { ownEvents } from './events.ts';
import { type Fields, pickFields } from './fields.ts';
import { cut, longest } from './texts.ts';

const eventName = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const longestEventName = 100;
const fieldName = /^[A-Za-z][A-Za-z0-9]*$/;
const mostFields = 50;
const kinds: ReadonlySet<unknown> = new Set(['text', 'integer', 'boolean']);

const firstWord = (name: string): string => name.split('.', 1)[0] ?? '';

/** Of Node-RED's operations and our own events: nobody may make an event look like one of these. */
const reserved: ReadonlySet<string> = new Set([
  ...[...catalogue, ...ownEvents].map(({ name }) => firstWord(name)),
  'access',
  'history',
]);

interface Declared {
  readonly fields: Fields;
  /** How often it is declared: several nodes of a package may do so. */
  times: number;
}

/** The types of events that other packages have declared. */
export class EventTypes {
  readonly #types = new Map<string, Declared>();

  /** @throws `audit.event-type-taken`, `audit.event-type-invalid`; then none of them is declared */
  declare(given: readonly EventType[]): Dispose {
    const types = given.map(({ name, fields }) => ({ name, fields: { ...fields } }));
    for (const type of types) this.#check(type);
    for (const { name, fields } of types) {
      const known = this.#types.get(name);
      if (known) known.times += 1;
      else this.#types.set(name, { fields, times: 1 });
    }
    let declared = true;
    return () => {
      if (declared) for (const { name } of types) this.#forget(name);
      declared = false;
    };
  }

  /** @throws `audit.event-type-unknown` */
  fieldsOf(name: string): Fields {
    const type = this.#types.get(name);
    if (!type) throw auditErrors.eventTypeUnknown({ name: cut(String(name)) });
    return type.fields;
  }

  #check({ name, fields }: EventType): void {
    const reason = reasonAgainst(name, fields);
    if (reason !== undefined) throw auditErrors.eventTypeInvalid({ name: cut(String(name)), reason });
    const known = this.#types.get(name);
    if (known && !sameFields(known.fields, fields)) throw auditErrors.eventTypeTaken({ name });
  }

  #forget(name: string): void {
    const type = this.#types.get(name);
    if (!type) return;
    type.times -= 1;
    if (type.times === 0) this.#types.delete(name);
  }
}

/** Valibot takes none of these for a key of a record. */
const inherited: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/** Packages of others come with whatever they come with. */
function reasonAgainst(name: unknown, fields: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof name !== 'string' || name.length > longestEventName || !eventName.test(name))
    return 'its name has to be like oven.setpoint.write: lower case, digits, hyphens, with a dot in between';
  if (reserved.has(firstWord(name))) return `names that begin with "${firstWord(name)}." are taken`;
  const entries = Object.entries(fields);
  if (entries.length > mostFields) return `it has more than ${mostFields} fields`;
  if (entries.some(([field]) => !fieldName.test(field)))
    return 'names of fields have to be letters and digits';
  if (entries.some(([field]) => inherited.has(field)))
    return 'a field cannot be called prototype or constructor: records leave such members out';
  if (entries.some(([, kind]) => !kinds.has(kind))) return 'a field is text, integer or boolean';
  return undefined;
}

function sameFields(one: Fields, other: Fields): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** The event that another package wants to be recorded, by whoever acts right now. */
export function eventOfPackage(
  { name, outcome, target, reason, data }: RecordedEvent,
  fields: Fields,
  { actor, source, operation }: ReturnType<Host['current']>,
  { services, now }: { readonly services: Host['services']; readonly now: () => number },
): EventDraft {
  const picked = pickFields(fields, data ?? {});
  return {
    time: now(),
    name,
    class: 'change',
    outcome,
    ...(operation ? { correlation: operation.correlation } : {}),
    actor: actorOf(actor, services),
    ...(source ? { source: sourceOf(source) } : {}),
    ...(target ? { target: targetOf(target) } : {}),
    ...(reason ? { reason: cut(String(reason), longest.said) } : {}),
    ...(picked ? { data: picked } : {}),
  };
}

const targetOf = ({ kind, id, name }: NonNullable<RecordedEvent['target']>): EventDraft['target'] => ({
  kind: cut(String(kind)),
  id: cut(String(id), longest.id),
  ...(name === undefined ? {} : { name: cut(String(name)) }),
});
