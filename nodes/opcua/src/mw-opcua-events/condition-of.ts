import type { EventCondition, EventField, Literal } from '@millwright/opcua';
import type { EventsConfig } from './schema.ts';

type Row = EventsConfig['conditions'][number];

/** The condition that the rows of a form say together; undefined where all events are wanted. */
export function conditionOf({
  conditions,
  match,
}: Pick<EventsConfig, 'conditions' | 'match'>): EventCondition | undefined {
  const each = conditions.map(ofRow);
  const [first] = each;
  if (each.length < 2) return first;
  return { operator: match === 'all' ? 'And' : 'Or', conditions: each };
}

function ofRow({ not, ...row }: Row): EventCondition {
  const condition = plain(row);
  return not ? { operator: 'Not', condition } : condition;
}

function plain({ operator, path, value, literal, type }: Omit<Row, 'not'>): EventCondition {
  if (operator === 'OfType') return { operator, type: value };
  const field: EventField = { path, ...(type !== '' && { type }) };
  if (operator === 'IsNull') return { operator, field };
  const compared: Literal = { value, ...(literal !== 'auto' && { type: literal }) };
  return { operator, field, value: compared };
}
