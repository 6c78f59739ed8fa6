/** A field of an event that is asked for. */
export interface EventField {
  /** Its name in messages. Default: its path. */
  readonly name?: string;
  /** The names from the type of event to the field: `Severity`, `EnabledState/Id`, `2:BatchId`, `nsu=urn:maker;BatchId`. Empty: the node itself. */
  readonly path: string;
  /** The address of the type of event that has the field. Default: the one that the specification has it in, else BaseEventType. */
  readonly type?: string;
  /** Default: `Value`; `NodeId` of a condition is its identity. */
  readonly attribute?: 'Value' | 'NodeId';
}

/** What literals of a condition can be. */
export const literalTypes = [
  'Boolean',
  'Byte',
  'Int16',
  'UInt16',
  'Int32',
  'UInt32',
  'Float',
  'Double',
  'String',
  'DateTime',
  'NodeId',
  'LocalizedText',
] as const;

export type LiteralType = (typeof literalTypes)[number];

/** A value to compare with, as text or as it is. */
export interface Literal {
  /** Default: that of the field, where the specification has it; else what the value itself is. */
  readonly type?: LiteralType;
  readonly value: string | number | boolean;
}

export const comparisons = [
  'Equals',
  'GreaterThan',
  'LessThan',
  'GreaterThanOrEqual',
  'LessThanOrEqual',
  'Like',
] as const;

/** Which events the server is to send. @see OPC 10000-4 section 7.7 (ContentFilter) */
export type EventCondition =
  | { readonly operator: 'OfType'; readonly type: string }
  | { readonly operator: 'And' | 'Or'; readonly conditions: readonly EventCondition[] }
  | { readonly operator: 'Not'; readonly condition: EventCondition }
  | {
      readonly operator: (typeof comparisons)[number];
      readonly field: EventField;
      readonly value: Literal;
    }
  | {
      readonly operator: 'Between';
      readonly field: EventField;
      readonly from: Literal;
      readonly to: Literal;
    }
  | { readonly operator: 'InList'; readonly field: EventField; readonly values: readonly Literal[] }
  | { readonly operator: 'IsNull'; readonly field: EventField };

export interface EventFilterDescription {
  readonly fields: readonly EventField[];
  /** Default: all. */
  readonly where?: EventCondition;
}

export const fieldName = ({ name, path, attribute }: EventField): string =>
  name !== undefined && name !== '' ? name : path !== '' ? path : (attribute ?? 'Value');
