import * as opcua from 'node-opcua';

const { DataType } = opcua;

/** Nodes with each kind of identifier, whose values are their own ids, and an alias name of one of them. */
export function addAddresses(space) {
  const { namespace, addressSpace } = space;
  const parent = space.folder('Addresses');
  const variable = (browseName, nodeId) =>
    namespace.addVariable({
      browseName,
      nodeId,
      organizedBy: parent,
      dataType: 'String',
      minimumSamplingInterval: 0,
      value: { dataType: DataType.String, value: nodeId },
    });
  variable('Numeric', 'i=4711');
  variable('Guid', 'g=09087e75-8e5e-499b-954f-f2a9603db28a');
  variable('Opaque', 'b=M/RbKBsRVkePCePcx24oRA==');
  const target = variable('Aliased', 's=Aliased');
  const aliases = addressSpace.findNode('i=23479');
  const alias = namespace.addObject({
    browseName: 'AnAlias',
    nodeId: 's=AnAlias',
    organizedBy: aliases,
    typeDefinition: 'AliasNameType',
  });
  alias.addReference({ referenceType: 'AliasFor', nodeId: target });
}
