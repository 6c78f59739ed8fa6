import assert from 'node:assert/strict';
import { readDictionary } from './type-dictionary.ts';

const xml = `<?xml version="1.0"?>
<opc:TypeDictionary xmlns:opc="http://opcfoundation.org/BinarySchema/" xmlns:ua="http://opcfoundation.org/UA/" xmlns:tns="urn:plant" TargetNamespace="urn:plant">
  <!-- <opc:StructuredType Name="Nothing"/> -->
  <opc:Import Namespace="http://opcfoundation.org/UA/"/>
  <opc:EnumeratedType Name="Mode" LengthInBits="32">
    <opc:EnumeratedValue Name="Off &amp; out" Value="0"/>
    <opc:EnumeratedValue Name="On" Value="5"/>
  </opc:EnumeratedType>
  <opc:StructuredType Name="Point" BaseType="ua:ExtensionObject">
    <opc:Documentation>Where it is</opc:Documentation>
    <opc:Field Name="X" TypeName="opc:Double"/>
    <opc:Field Name='Label' TypeName="opc:CharArray"/>
  </opc:StructuredType>
  <opc:StructuredType Name="Recipe" BaseType="ua:ExtensionObject">
    <opc:Field Name="NoOfSteps" TypeName="opc:Int32"/>
    <opc:Field Name="Steps" TypeName="tns:Point" LengthField="NoOfSteps"/>
    <opc:Field Name="Mode" TypeName="tns:Mode"/>
    <opc:Field Name="Name" TypeName="ua:LocalizedText"/>
    <opc:Field Name="Range" TypeName="ua:Range"/>
    <opc:Field Name="Any" TypeName="ua:Variant"/>
  </opc:StructuredType>
  <opc:StructuredType Name="Reading" BaseType="ua:ExtensionObject">
    <opc:Field Name="UnitSpecified" TypeName="opc:Bit"/>
    <opc:Field Name="Reserved1" TypeName="opc:Bit" Length="31"/>
    <opc:Field Name="Value" TypeName="opc:Float"/>
    <opc:Field Name="Unit" TypeName="opc:String" SwitchField="UnitSpecified"/>
  </opc:StructuredType>
  <opc:StructuredType Name="Choice" BaseType="ua:Union">
    <opc:Field Name="SwitchField" TypeName="opc:UInt32"/>
    <opc:Field Name="Number" TypeName="opc:Int32" SwitchField="SwitchField" SwitchValue="1"/>
    <opc:Field Name="Text" TypeName="opc:String" SwitchField="SwitchField" SwitchValue="2"/>
  </opc:StructuredType>
</opc:TypeDictionary>`;

const types = readDictionary(xml, (name) => `own ${name}`);

/** Kind, and fields as name, type, rank and whether they may be left out. */
const shapeOf = (name: string) => {
  const definition = types.get(name)?.definition;
  assert.ok(definition && 'fields' in definition);
  return [
    definition.kind,
    definition.fields.map((field) => [field.name, field.type, field.rank, field.optional]),
  ];
};

describe('a dictionary of types', () => {
  it('has structures with fields of basic types, of the standard and of its own', () => {
    assert.deepEqual([...types.keys()], ['Mode', 'Point', 'Recipe', 'Reading', 'Choice']);
    assert.deepEqual(shapeOf('Point'), [
      'plain',
      [
        ['X', 'i=11', 0, false],
        ['Label', 'i=12', 0, false],
      ],
    ]);
    assert.deepEqual(shapeOf('Recipe'), [
      'plain',
      [
        ['Steps', 'own Point', 1, false],
        ['Mode', 'own Mode', 0, false],
        ['Name', 'i=21', 0, false],
        ['Range', 'i=884', 0, false],
        ['Any', 'i=24', 0, false],
      ],
    ]);
  });

  it('has fields that may be left out, and fields of which there is one', () => {
    assert.deepEqual(shapeOf('Reading'), [
      'optional',
      [
        ['Value', 'i=10', 0, false],
        ['Unit', 'i=12', 0, true],
      ],
    ]);
    assert.deepEqual(shapeOf('Choice'), [
      'union',
      [
        ['Number', 'i=6', 0, false],
        ['Text', 'i=12', 0, false],
      ],
    ]);
  });

  it('has enumerations', () => {
    assert.deepEqual(types.get('Mode'), {
      name: 'Mode',
      base: 'i=29',
      definition: {
        members: [
          ['Off & out', 0],
          ['On', 5],
        ],
      },
    });
  });

  it('is empty where it is none', () => {
    for (const text of ['', 'nothing', '<opc:Field Name="X"', '</opc:StructuredType>']) {
      assert.equal(readDictionary(text, (name) => name).size, 0);
    }
  });

  it('is read in no time where comments do not end', () => {
    const begun = process.cpuUsage();
    assert.equal(readDictionary('<!--'.repeat(200_000), (name) => name).size, 0);
    assert.ok(process.cpuUsage(begun).user < 1_000_000);
  });
});
