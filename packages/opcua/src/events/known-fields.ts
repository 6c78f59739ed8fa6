import type { LiteralType } from './event-filter.ts';

/** A type of event that the specification defines, and the fields that it has beyond those of the type above it. */
export interface KnownEventType {
  readonly name: string;
  readonly address: string;
  readonly parent?: string;
  /** Type of data by path, as far as it can be compared with a literal. */
  readonly fields: Readonly<Record<string, LiteralType | undefined>>;
}

/** @see OPC 10000-5 section 6.4, OPC 10000-9 section 5 */
export const knownEventTypes: readonly KnownEventType[] = [
  {
    name: 'BaseEventType',
    address: 'i=2041',
    fields: {
      EventId: undefined,
      EventType: 'NodeId',
      SourceNode: 'NodeId',
      SourceName: 'String',
      Time: 'DateTime',
      ReceiveTime: 'DateTime',
      LocalTime: undefined,
      Message: 'LocalizedText',
      Severity: 'UInt16',
    },
  },
  {
    name: 'ConditionType',
    address: 'i=2782',
    parent: 'i=2041',
    fields: {
      ConditionClassId: 'NodeId',
      ConditionClassName: 'LocalizedText',
      ConditionName: 'String',
      BranchId: 'NodeId',
      Retain: 'Boolean',
      EnabledState: 'LocalizedText',
      'EnabledState/Id': 'Boolean',
      Quality: undefined,
      LastSeverity: 'UInt16',
      Comment: 'LocalizedText',
      ClientUserId: 'String',
    },
  },
  {
    name: 'AcknowledgeableConditionType',
    address: 'i=2881',
    parent: 'i=2782',
    fields: {
      AckedState: 'LocalizedText',
      'AckedState/Id': 'Boolean',
      ConfirmedState: 'LocalizedText',
      'ConfirmedState/Id': 'Boolean',
    },
  },
  {
    name: 'AlarmConditionType',
    address: 'i=2915',
    parent: 'i=2881',
    fields: {
      ActiveState: 'LocalizedText',
      'ActiveState/Id': 'Boolean',
      'ActiveState/EffectiveDisplayName': 'LocalizedText',
      InputNode: 'NodeId',
      'SuppressedState/Id': 'Boolean',
      'OutOfServiceState/Id': 'Boolean',
      'ShelvingState/CurrentState': 'LocalizedText',
      SuppressedOrShelved: 'Boolean',
      MaxTimeShelved: 'Double',
    },
  },
  {
    name: 'LimitAlarmType',
    address: 'i=2955',
    parent: 'i=2915',
    fields: { HighHighLimit: 'Double', HighLimit: 'Double', LowLimit: 'Double', LowLowLimit: 'Double' },
  },
  { name: 'ExclusiveLimitAlarmType', address: 'i=9341', parent: 'i=2955', fields: {} },
  { name: 'NonExclusiveLimitAlarmType', address: 'i=9906', parent: 'i=2955', fields: {} },
  { name: 'DiscreteAlarmType', address: 'i=10523', parent: 'i=2915', fields: {} },
  {
    name: 'OffNormalAlarmType',
    address: 'i=10637',
    parent: 'i=10523',
    fields: { NormalState: 'NodeId' },
  },
  {
    name: 'DialogConditionType',
    address: 'i=2830',
    parent: 'i=2782',
    fields: { 'DialogState/Id': 'Boolean', Prompt: 'LocalizedText', LastResponse: 'Int32' },
  },
  { name: 'SystemEventType', address: 'i=2130', parent: 'i=2041', fields: {} },
  { name: 'DeviceFailureEventType', address: 'i=2131', parent: 'i=2130', fields: {} },
  {
    name: 'AuditEventType',
    address: 'i=2052',
    parent: 'i=2041',
    fields: {
      ActionTimeStamp: 'DateTime',
      Status: 'Boolean',
      ServerId: 'String',
      ClientAuditEntryId: 'String',
      ClientUserId: 'String',
    },
  },
];

export const baseEventType = 'i=2041';
export const conditionType = 'i=2782';

/** The type that the specification has a field in, and the type of its data. */
export function knownField(
  path: string,
): { readonly type: string; readonly data: LiteralType | undefined } | undefined {
  for (const { address, fields } of knownEventTypes) {
    if (Object.hasOwn(fields, path)) return { type: address, data: fields[path] };
  }
  return undefined;
}

/** The fields of a type and of those above it, the most general first. */
export function fieldsOfKnownType(address: string): readonly string[] {
  const type = knownEventTypes.find((each) => each.address === address);
  if (!type) return [];
  const inherited = type.parent === undefined ? [] : fieldsOfKnownType(type.parent);
  return [...inherited, ...Object.keys(type.fields)];
}
