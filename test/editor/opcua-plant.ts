import { type SimulatedNode, type SimulatedReference, SimulatedUaServer } from '@millwright/simulators/opcua';
import { NodeClass } from 'node-opcua-data-model';
import { coerceNodeId } from 'node-opcua-nodeid';
import { Argument } from 'node-opcua-types';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';

const id = (name: string): string => `ns=2;s=${name}`;

/** The address of a node of the plant. */
export const plantAddress = (name: string): string => `nsu=urn:simulated:plant;s=${name}`;

type Below = readonly (string | { readonly method: string })[];

const refer = (below: Below): readonly SimulatedReference[] =>
  below.map((each) => (typeof each === 'string' ? { to: id(each) } : { type: 'i=47', to: id(each.method) }));

const folder = (name: string, below: Below = []): readonly [string, SimulatedNode] => [
  id(name),
  { displayName: name.split('/').at(-1) ?? name, references: refer(below) },
];

const variable = (
  name: string,
  dataType: DataType,
  value: unknown,
  more: Partial<SimulatedNode> = {},
): readonly [string, SimulatedNode] => [
  id(name),
  {
    displayName: name.split('/').at(-1) ?? name,
    value: new Variant({
      dataType,
      value,
      arrayType: Array.isArray(value) ? VariantArrayType.Array : VariantArrayType.Scalar,
    }),
    ...more,
  },
];

const argumentsOf = (
  name: string,
  ...all: readonly (readonly [name: string, dataType: string])[]
): SimulatedNode => ({
  browseName: { namespaceIndex: 0, name },
  value: new Variant({
    dataType: DataType.ExtensionObject,
    arrayType: VariantArrayType.Array,
    value: all.map(
      ([argument, dataType]) =>
        new Argument({ name: argument, dataType: coerceNodeId(dataType), valueRank: -1 }),
    ),
  }),
});

export const counters = 5_000;

const nodes = Object.fromEntries([
  folder('Packaging line', ['Packaging line/Filler', 'Packaging line/Capper', 'Packaging line/Counters']),
  folder('Packaging line/Filler', [
    'Packaging line/Filler/Speed',
    'Packaging line/Filler/Level',
    'Packaging line/Filler/Recipe of the batch that is being filled now',
    'Packaging line/Filler/Running',
    'Packaging line/Filler/Service hours',
    'Packaging line/Filler/Last faults',
    { method: 'Packaging line/Filler/Start' },
    { method: 'Packaging line/Filler/Stop' },
  ]),
  variable('Packaging line/Filler/Speed', DataType.Double, 118.5),
  variable('Packaging line/Filler/Level', DataType.Float, 63.25, { accessLevel: 1, userAccessLevel: 1 }),
  variable(
    'Packaging line/Filler/Recipe of the batch that is being filled now',
    DataType.String,
    'Orange 0.5 l, still, pasteurised, for the export',
  ),
  variable('Packaging line/Filler/Running', DataType.Boolean, true, { accessLevel: 1, userAccessLevel: 1 }),
  variable('Packaging line/Filler/Service hours', DataType.UInt32, 48211, {
    accessLevel: 3,
    userAccessLevel: 0,
  }),
  variable('Packaging line/Filler/Last faults', DataType.Int32, [12, 7, 7, 31]),
  [
    id('Packaging line/Filler/Start'),
    {
      displayName: 'Start',
      nodeClass: NodeClass.Method,
      references: [
        { type: 'i=46', to: id('Start.In') },
        { type: 'i=46', to: id('Start.Out') },
      ],
    },
  ] as const,
  [id('Start.In'), argumentsOf('InputArguments', ['speed', 'i=11'], ['recipe', 'i=12'])] as const,
  [id('Start.Out'), argumentsOf('OutputArguments', ['batch', 'i=7'])] as const,
  [id('Packaging line/Filler/Stop'), { displayName: 'Stop', nodeClass: NodeClass.Method }] as const,
  folder('Packaging line/Capper', ['Packaging line/Capper/Speed', 'Packaging line/Capper/Torque']),
  variable('Packaging line/Capper/Speed', DataType.Double, 118.5),
  variable('Packaging line/Capper/Torque', DataType.Double, 1.9),
  folder(
    'Packaging line/Counters',
    Array.from({ length: counters }, (_, index) => `Counter ${index + 1}`),
  ),
  folder('Empty cabinet'),
]);

/** The counters are made when somebody asks for them. */
const generate = (asked: string): SimulatedNode | undefined => {
  const [, number] = /^ns=2;s=Counter (\d+)$/.exec(asked) ?? [];
  if (number === undefined) return undefined;
  return {
    displayName: `Counter ${number}`,
    value: new Variant({ dataType: DataType.UInt32, value: Number(number) * 10 }),
  };
};

/** What the server of the tests' plant refers to from its Objects folder, and methods with their arguments. */
export function opcuaPlant(): SimulatedUaServer {
  const server = new SimulatedUaServer({
    nodes,
    generate,
    maxReferencesPerNode: 1_000,
    operationLimits: { MaxNodesPerRead: 500, MaxNodesPerBrowse: 50 },
  });
  // The simulator's Objects folder has all nodes right below it.
  server.space.set('i=85', {
    browseName: { namespaceIndex: 0, name: 'Objects' },
    references: [
      { to: 'i=84', forward: false },
      { to: 'i=2253' },
      { to: id('Packaging line') },
      { to: id('Empty cabinet') },
    ],
  });
  for (const [name, node] of Object.entries(nodes)) {
    const above = Object.entries(nodes).find(([, { references = [] }]) =>
      references.some(({ to }) => to === name),
    );
    const parent = above?.[0] ?? 'i=85';
    server.space.set(name, {
      ...node,
      references: [...(node.references ?? []), { to: parent, forward: false }],
    });
  }
  return server;
}

/** What the tests and pictures of dialogs open. */
export const opcuaFlows = (url: string) => [
  { id: 'tab', type: 'tab', label: 'Line' },
  {
    id: 'connection',
    type: 'mw-opcua-connection',
    schema: 1,
    name: 'Line',
    url,
    security: 'none',
    unsecured: true,
    timeout: 5_000,
  },
  {
    id: 'tags',
    type: 'mw-opcua-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    tags: [{ name: 'Speed', address: 'i=2258', access: 'read' }],
  },
  // A connection that is disabled runs no more than one that was never deployed.
  {
    id: 'disabled',
    type: 'mw-opcua-connection',
    schema: 1,
    d: true,
    name: 'Old line',
    url,
    security: 'none',
    unsecured: true,
  },
  { id: 'undeployed', type: 'mw-opcua-tags', schema: 1, name: '', connection: 'disabled', tags: [] },
  { id: 'without', type: 'mw-opcua-tags', schema: 1, name: '', connection: '', tags: [] },
  {
    id: 'call',
    type: 'mw-opcua-call',
    z: 'tab',
    x: 200,
    y: 80,
    schema: 1,
    connection: 'connection',
    wires: [[]],
  },
  {
    id: 'browse',
    type: 'mw-opcua-browse',
    z: 'tab',
    x: 200,
    y: 140,
    schema: 1,
    connection: 'connection',
    node: plantAddress('Packaging line/Filler/Level'),
    wires: [[]],
  },
];

/** A type of event that only this server has. */
export function addBatchEvents({ space }: SimulatedUaServer): void {
  space.set('i=2041', {
    nodeClass: NodeClass.ObjectType,
    browseName: { namespaceIndex: 0, name: 'BaseEventType' },
    references: [{ type: 'i=45', to: 'ns=2;s=BatchEventType' }],
  });
  space.set('ns=2;s=BatchEventType', {
    nodeClass: NodeClass.ObjectType,
    browseName: { namespaceIndex: 2, name: 'BatchEventType' },
    references: [{ type: 'i=46', to: 'ns=2;s=BatchId' }],
  });
  space.set('ns=2;s=BatchId', {
    browseName: { namespaceIndex: 2, name: 'BatchId' },
    value: new Variant({ dataType: DataType.String, value: '' }),
  });
}
