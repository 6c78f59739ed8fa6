import type { AttributeName } from '../../attributes.ts';
import { type BuiltInName, builtIn } from '../values/built-in.ts';
import type { WantedType } from '../values/encode-value.ts';

/** What the attributes besides the value take; those that are missing cannot be written. @see OPC 10000-3 section 5 */
const names: Readonly<Partial<Record<AttributeName, BuiltInName>>> = {
  BrowseName: 'QualifiedName',
  DisplayName: 'LocalizedText',
  Description: 'LocalizedText',
  WriteMask: 'UInt32',
  UserWriteMask: 'UInt32',
  IsAbstract: 'Boolean',
  Symmetric: 'Boolean',
  InverseName: 'LocalizedText',
  ContainsNoLoops: 'Boolean',
  EventNotifier: 'Byte',
  DataType: 'NodeId',
  ValueRank: 'Int32',
  AccessLevel: 'Byte',
  UserAccessLevel: 'Byte',
  MinimumSamplingInterval: 'Double',
  Historizing: 'Boolean',
  Executable: 'Boolean',
  UserExecutable: 'Boolean',
  AccessRestrictions: 'UInt16',
  AccessLevelEx: 'UInt32',
};

export function attributeType(attribute: AttributeName): WantedType | undefined {
  if (attribute === 'ArrayDimensions') return { type: { name: 'UInt32', builtIn: builtIn.UInt32 }, rank: 1 };
  const name = names[attribute];
  return name === undefined ? undefined : { type: { name, builtIn: builtIn[name] }, rank: -1 };
}
