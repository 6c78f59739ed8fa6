import { coerceLocalizedText } from 'node-opcua-data-model';
import type { ExtensionObject } from 'node-opcua-extension-object';
import type { NodeId } from 'node-opcua-nodeid';
import {
  type ContentFilterElementOptions,
  ElementOperand,
  EventFilter,
  FilterOperator,
  LiteralOperand,
  SimpleAttributeOperand,
  type SimpleAttributeOperandOptions,
} from 'node-opcua-types';
import { DataType, Variant } from 'node-opcua-variant';
import { parseBrowsePath } from '../../address/browse-path.ts';
import type { Namespace } from '../../address/node-address.ts';
import { attributes } from '../../attributes.ts';
import { eventErrors } from '../../events/event-errors.ts';
import type {
  EventCondition,
  EventField,
  EventFilterDescription,
  Literal,
  LiteralType,
} from '../../events/event-filter.ts';
import { baseEventType, conditionType, knownField } from '../../events/known-fields.ts';

/** What a filter needs of the session that it is for. */
export interface FilterPlace {
  readonly namespaceIndex: (namespace: Namespace) => number;
  readonly nodeId: (address: string) => NodeId;
}

/**
 * The filter as the server takes it.
 * @param left fields by number that are left out because the server does not know them
 * @throws `opcua.bad-event-filter`, `opcua.bad-address`, `opcua.namespace-unknown`
 * @see OPC 10000-4 section 7.22.3 (EventFilter)
 */
export function compileFilter(
  { fields, where }: EventFilterDescription,
  place: FilterPlace,
  left: ReadonlySet<number> = new Set(),
): EventFilter {
  const asked = fields.filter((_, index) => !left.has(index));
  const elements = where ? new Elements(place).of(where) : [];
  return new EventFilter({
    selectClauses: asked.map((field) => operandOptions(field, place)),
    whereClause: { elements: [...elements] },
  });
}

/** @throws `opcua.bad-event-filter` */
function operandOptions(field: EventField, place: FilterPlace): SimpleAttributeOperandOptions {
  const { path, attribute = 'Value' } = field;
  const type =
    field.type ?? knownField(path)?.type ?? (attribute === 'NodeId' ? conditionType : baseEventType);
  return {
    typeDefinitionId: place.nodeId(type),
    browsePath: namesOf(path, place),
    attributeId: attributes[attribute],
  };
}

function namesOf(path: string, { namespaceIndex }: FilterPlace) {
  if (path === '') return [];
  const parsed = parseBrowsePath(`/${path}`);
  if (!('path' in parsed)) {
    throw eventErrors.badEventFilter({ reason: `"${path}" is no path to a field` });
  }
  return parsed.path.steps.map(({ target }) => ({
    namespaceIndex: namespaceIndex(target.namespace),
    name: target.name,
  }));
}

/** The elements of a filter: a tree laid out flat, its root first. */
class Elements {
  readonly #place: FilterPlace;
  readonly #elements: ContentFilterElementOptions[] = [];

  constructor(place: FilterPlace) {
    this.#place = place;
  }

  of(root: EventCondition): readonly ContentFilterElementOptions[] {
    this.#add(root);
    return this.#elements;
  }

  /** @returns the number of the element */
  #add(condition: EventCondition): number {
    const index = this.#elements.length;
    this.#elements.push({});
    this.#elements[index] = {
      filterOperator: FilterOperator[condition.operator],
      filterOperands: this.#operands(condition),
    };
    return index;
  }

  #operands(condition: EventCondition): ExtensionObject[] {
    switch (condition.operator) {
      case 'OfType':
        return [literal(this.#place.nodeId(condition.type), DataType.NodeId)];
      case 'And':
      case 'Or':
        return this.#both(condition.operator, condition.conditions);
      case 'Not':
        return [this.#element(condition.condition)];
      case 'IsNull':
        return [this.#field(condition.field)];
      case 'InList':
        return [
          this.#field(condition.field),
          ...condition.values.map((value) => this.#literal(condition, value)),
        ];
      case 'Between':
        return [
          this.#field(condition.field),
          this.#literal(condition, condition.from),
          this.#literal(condition, condition.to),
        ];
      default:
        return [this.#field(condition.field), this.#literal(condition, condition.value)];
    }
  }

  /** These operators take two operands: more are nested. */
  #both(operator: 'And' | 'Or', conditions: readonly EventCondition[]): ExtensionObject[] {
    const [first, second, ...rest] = conditions;
    if (!first || !second)
      throw eventErrors.badEventFilter({ reason: `${operator} takes two conditions or more` });
    const others: EventCondition = rest.length === 0 ? second : { operator, conditions: [second, ...rest] };
    return [this.#element(first), this.#element(others)];
  }

  #element(condition: EventCondition): ExtensionObject {
    return new ElementOperand({ index: this.#add(condition) });
  }

  #field(field: EventField): ExtensionObject {
    return new SimpleAttributeOperand(operandOptions(field, this.#place));
  }

  #literal({ field }: { readonly field: EventField }, { type, value }: Literal): ExtensionObject {
    const known = type ?? knownField(field.path)?.data ?? typeOf(value);
    return literal(this.#valueOf(known, value), DataType[known]);
  }

  #valueOf(type: LiteralType, value: Literal['value']): unknown {
    const refuse = () => eventErrors.badEventFilter({ reason: `"${value}" is no ${type}` });
    switch (type) {
      case 'String':
        return String(value);
      case 'LocalizedText':
        return coerceLocalizedText(String(value));
      case 'NodeId':
        return this.#place.nodeId(String(value));
      case 'Boolean':
        if (typeof value === 'boolean') return value;
        if (value === 'true' || value === 'false') return value === 'true';
        throw refuse();
      case 'DateTime': {
        const date = new Date(value as string | number);
        if (Number.isNaN(date.getTime())) throw refuse();
        return date;
      }
      default: {
        const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
        const [low, high] = ranges[type];
        if (!(number >= low && number <= high)) throw refuse();
        if (type !== 'Float' && type !== 'Double' && !Number.isInteger(number)) throw refuse();
        return number;
      }
    }
  }
}

type NumberType = Exclude<LiteralType, 'String' | 'LocalizedText' | 'NodeId' | 'Boolean' | 'DateTime'>;

const ranges: Readonly<Record<NumberType, readonly [number, number]>> = {
  Byte: [0, 0xff],
  Int16: [-0x8000, 0x7fff],
  UInt16: [0, 0xffff],
  Int32: [-0x8000_0000, 0x7fff_ffff],
  UInt32: [0, 0xffff_ffff],
  Float: [-3.4028235e38, 3.4028235e38],
  Double: [-Number.MAX_VALUE, Number.MAX_VALUE],
};

function typeOf(value: Literal['value']): LiteralType {
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'string') return 'String';
  return Number.isInteger(value) && Math.abs(value) <= 0x7fff_ffff ? 'Int32' : 'Double';
}

const literal = (value: unknown, dataType: DataType): LiteralOperand =>
  new LiteralOperand({ value: new Variant({ dataType, value }) });
