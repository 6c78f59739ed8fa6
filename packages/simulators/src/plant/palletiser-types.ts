import { packml } from './filler.ts';
import { modes } from './palletiser.ts';
import { palletiserNamespace } from './palletiser-map.ts';

const ids = { machineState: 3001, unitMode: 3002, state: 3003, binary: 5003 } as const;

interface Field {
  readonly name: string;
  /** `i=7`, or `ns=1;i=3001` of this document. */
  readonly type: string;
}

const fields: readonly Field[] = [
  { name: 'State', type: `ns=1;i=${ids.machineState}` },
  { name: 'Mode', type: `ns=1;i=${ids.unitMode}` },
  { name: 'Pallet', type: 'i=7' },
  { name: 'Layer', type: 'i=3' },
  { name: 'Layers', type: 'i=3' },
  { name: 'Cases', type: 'i=5' },
];

/** `Execute` for `execute`. */
const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const enumValue = (name: string, value: number): string =>
  `<ExtensionObject><TypeId><Identifier>i=7616</Identifier></TypeId><Body><EnumValueType><Value>${value}</Value><DisplayName><Text>${titled(name)}</Text></DisplayName></EnumValueType></Body></ExtensionObject>`;

/** An enumeration with numbers of its own, and the property that says what they mean. @see OPC 10000-3 section 8.40, EnumValues */
function enumeration(id: number, name: string, values: Readonly<Record<string, number>>): string {
  const all = Object.entries(values);
  const property = `ns=1;i=${id + 3_000}`;
  return `
  <UADataType NodeId="ns=1;i=${id}" BrowseName="1:${name}">
    <DisplayName>${name}</DisplayName>
    <References>
      <Reference ReferenceType="i=45" IsForward="false">i=29</Reference>
      <Reference ReferenceType="i=46">${property}</Reference>
    </References>
    <Definition Name="1:${name}">
${all.map(([text, value]) => `      <Field Name="${titled(text)}" Value="${value}" />`).join('\n')}
    </Definition>
  </UADataType>
  <UAVariable NodeId="${property}" BrowseName="EnumValues" ParentNodeId="ns=1;i=${id}" DataType="i=7594" ValueRank="1" ArrayDimensions="${all.length}">
    <DisplayName>EnumValues</DisplayName>
    <References>
      <Reference ReferenceType="i=40">i=68</Reference>
      <Reference ReferenceType="i=37">i=78</Reference>
      <Reference ReferenceType="i=46" IsForward="false">ns=1;i=${id}</Reference>
    </References>
    <Value>
      <ListOfExtensionObject xmlns="http://opcfoundation.org/UA/2008/02/Types.xsd">
        ${all.map(([text, value]) => enumValue(text, value)).join('\n        ')}
      </ListOfExtensionObject>
    </Value>
  </UAVariable>`;
}

/** The ids of the palletiser's data types in its namespace. */
export const palletiserTypes = {
  machineState: `i=${ids.machineState}`,
  unitMode: `i=${ids.unitMode}`,
  state: `i=${ids.state}`,
} as const;

/** The palletiser's data types as a NodeSet2 document. @see OPC 10000-6 annex F */
export const palletiserNodeSet = `<?xml version="1.0" encoding="utf-8"?>
<UANodeSet xmlns="http://opcfoundation.org/UA/2011/03/UANodeSet.xsd">
  <NamespaceUris><Uri>${palletiserNamespace}</Uri></NamespaceUris>
  <Models>
    <Model ModelUri="${palletiserNamespace}" Version="1.0.0" PublicationDate="2026-11-28T00:00:00Z">
      <RequiredModel ModelUri="http://opcfoundation.org/UA/" />
    </Model>
  </Models>${enumeration(ids.machineState, 'MachineState', packml)}${enumeration(ids.unitMode, 'UnitMode', modes)}
  <UADataType NodeId="ns=1;i=${ids.state}" BrowseName="1:PalletiserState">
    <DisplayName>PalletiserState</DisplayName>
    <References>
      <Reference ReferenceType="i=45" IsForward="false">i=22</Reference>
      <Reference ReferenceType="i=38">ns=1;i=${ids.binary}</Reference>
    </References>
    <Definition Name="1:PalletiserState">
${fields.map(({ name, type }) => `      <Field Name="${name}" DataType="${type}" />`).join('\n')}
    </Definition>
  </UADataType>
  <UAObject NodeId="ns=1;i=${ids.binary}" BrowseName="Default Binary" SymbolicName="DefaultBinary">
    <DisplayName>Default Binary</DisplayName>
    <References>
      <Reference ReferenceType="i=40">i=76</Reference>
      <Reference ReferenceType="i=38" IsForward="false">ns=1;i=${ids.state}</Reference>
    </References>
  </UAObject>
</UANodeSet>
`;
