import { AttributeIds, NodeClass } from 'node-opcua-data-model';
import { DataValue } from 'node-opcua-data-value';
import { coerceNodeId, type NodeId, resolveNodeId } from 'node-opcua-nodeid';
import { ApplicationDescription, ServerStatusDataType } from 'node-opcua-types';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { badValue, type WireValue } from './codec.ts';

/** One node; ids are text, `ns=1;s=a`. */
export interface SimulatedNode {
  /** Default: the id's own text. */
  readonly browseName?: { readonly namespaceIndex: number; readonly name: string };
  readonly displayName?: string;
  /** Default: a variable where it has a value, else an object. */
  readonly nodeClass?: NodeClass;
  /** Its value, or what makes one for each read. A Variant is sent with status Good and both timestamps. */
  value?: Variant | WireValue | (() => Variant | WireValue);
  /** Default: the value's own. */
  readonly dataType?: string;
  /** Default: the value's own: -1 a scalar, 1 an array, 2 … a matrix. */
  readonly valueRank?: number;
  readonly arrayDimensions?: readonly number[];
  /** Default: 3, read and write. */
  readonly accessLevel?: number;
  readonly userAccessLevel?: number;
  /** Answers for other attributes, by number. */
  readonly attributes?: Readonly<Record<number, WireValue>>;
  readonly references?: readonly SimulatedReference[];
  /** The status of a write, or undefined to take it. */
  readonly onWrite?: (value: DataValue) => string | undefined;
}

export interface SimulatedReference {
  /** Default: `i=35`, Organizes. */
  readonly type?: string;
  readonly to: string;
  /** Default: true. */
  readonly forward?: boolean;
}

export interface AddressSpaceOptions {
  readonly nodes?: Readonly<Record<string, SimulatedNode>>;
  /** Makes nodes that are not in the map: thousands of them without memory. */
  readonly generate?: (id: string) => SimulatedNode | undefined;
  /** Default: `urn:simulated:server`, `urn:simulated:plant`. */
  readonly namespaces?: readonly string[];
  /** By the last part of their names, `MaxNodesPerRead`. Those that are absent are no nodes at all. */
  readonly operationLimits?: Readonly<Record<string, number>>;
}

const limitNodes: Readonly<Record<string, number>> = {
  MaxNodesPerRead: 11_705,
  MaxNodesPerWrite: 11_707,
  MaxNodesPerMethodCall: 11_709,
  MaxNodesPerBrowse: 11_710,
  MaxNodesPerRegisterNodes: 11_711,
  MaxNodesPerTranslateBrowsePathsToNodeIds: 11_712,
  MaxMonitoredItemsPerCall: 11_714,
};

const good = (value: Variant): DataValue =>
  new DataValue({ value, sourceTimestamp: new Date(), serverTimestamp: new Date() });

const text = (value: readonly string[]): Variant =>
  new Variant({ dataType: DataType.String, arrayType: VariantArrayType.Array, value: [...value] });

/** The nodes of a simulated server: those that a test gives, and of the standard ones those that clients read. */
export class AddressSpace {
  readonly #nodes = new Map<string, SimulatedNode>();
  readonly #generate: (id: string) => SimulatedNode | undefined;
  /** 0 Running, 4 Shutdown. @see OPC 10000-5 section 12.6 */
  serverState = 0;
  secondsTillShutdown = 0;
  estimatedReturnTime: Date | undefined;
  namespaces: readonly string[];
  readonly #started = new Date();

  constructor({ nodes = {}, generate, namespaces, operationLimits = {} }: AddressSpaceOptions) {
    this.#generate = generate ?? (() => undefined);
    this.namespaces = namespaces ?? ['urn:simulated:server', 'urn:simulated:plant'];
    const uris = () => ['http://opcfoundation.org/UA/', ...this.namespaces];
    this.set('i=84', { references: [{ to: 'i=85' }, { to: 'i=86' }, { to: 'i=87' }] });
    this.set('i=85', {
      browseName: { namespaceIndex: 0, name: 'Objects' },
      references: [{ to: 'i=2253' }, ...Object.keys(nodes).map((to) => ({ to }))],
    });
    this.set('i=2253', { browseName: { namespaceIndex: 0, name: 'Server' } });
    this.set('i=2255', { value: () => text(uris()) });
    this.set('i=2254', { value: () => text([this.namespaces[0] ?? '']) });
    this.set('i=2256', { value: () => this.#status() });
    this.set('i=2257', { value: new Variant({ dataType: DataType.DateTime, value: this.#started }) });
    this.set('i=2258', { value: () => new Variant({ dataType: DataType.DateTime, value: new Date() }) });
    this.set('i=2259', { value: () => new Variant({ dataType: DataType.Int32, value: this.serverState }) });
    this.set('i=2267', { value: new Variant({ dataType: DataType.Byte, value: 255 }) });
    this.set('i=2992', {
      value: () => new Variant({ dataType: DataType.UInt32, value: this.secondsTillShutdown }),
    });
    this.set('i=12885', {
      value: () =>
        this.estimatedReturnTime
          ? new Variant({ dataType: DataType.DateTime, value: this.estimatedReturnTime })
          : badValue('BadNodeIdUnknown'),
    });
    for (const [name, value] of Object.entries(operationLimits)) {
      const id = limitNodes[name];
      if (id === undefined) throw new TypeError(`There is no operation limit ${name}`);
      this.set(`i=${id}`, { value: new Variant({ dataType: DataType.UInt32, value }) });
    }
    for (const [id, node] of Object.entries(nodes)) this.set(id, node);
  }

  set(id: string, node: SimulatedNode): void {
    this.#nodes.set(coerceNodeId(id).toString(), node);
  }

  delete(id: string): void {
    this.#nodes.delete(coerceNodeId(id).toString());
  }

  get(id: NodeId | string): SimulatedNode | undefined {
    const key = typeof id === 'string' ? coerceNodeId(id).toString() : id.toString();
    return this.#nodes.get(key) ?? this.#generate(key);
  }

  /** What a read of an attribute gives. */
  read(id: NodeId, attribute: number): WireValue {
    const node = this.get(id);
    if (!node) return badValue('BadNodeIdUnknown');
    const own = node.attributes?.[attribute];
    if (own) return own;
    if (attribute === AttributeIds.Value) {
      const value = currentValue(node);
      return value ?? badValue('BadAttributeIdInvalid');
    }
    const variant = describe(id, node, attribute);
    return variant ? new DataValue({ value: variant }) : badValue('BadAttributeIdInvalid');
  }

  #status(): Variant {
    return new Variant({
      dataType: DataType.ExtensionObject,
      value: new ServerStatusDataType({
        startTime: this.#started,
        currentTime: new Date(),
        state: this.serverState,
        secondsTillShutdown: this.secondsTillShutdown,
        shutdownReason: { text: this.serverState === 0 ? '' : 'Maintenance' },
        buildInfo: { productName: 'Simulator', manufacturerName: 'Millwright', softwareVersion: '1' },
      }),
    });
  }
}

function currentValue({ value }: SimulatedNode): WireValue | undefined {
  const now = typeof value === 'function' ? value() : value;
  return now instanceof Variant ? good(now) : now;
}

export function nodeClassOf({ nodeClass, value }: SimulatedNode): NodeClass {
  return nodeClass ?? (value === undefined ? NodeClass.Object : NodeClass.Variable);
}

export function browseNameOf(
  id: NodeId,
  { browseName }: SimulatedNode,
): { namespaceIndex: number; name: string } {
  return browseName ?? { namespaceIndex: id.namespace, name: String(id.value) };
}

/** Attributes besides the value. */
function describe(id: NodeId, node: SimulatedNode, attribute: number): Variant | undefined {
  const value = currentValue(node);
  const variant = value instanceof DataValue ? value.value : undefined;
  const isVariable = nodeClassOf(node) === NodeClass.Variable;
  const name = browseNameOf(id, node);
  switch (attribute) {
    case AttributeIds.NodeId:
      return new Variant({ dataType: DataType.NodeId, value: id });
    case AttributeIds.NodeClass:
      return new Variant({ dataType: DataType.Int32, value: nodeClassOf(node) });
    case AttributeIds.BrowseName:
      return new Variant({ dataType: DataType.QualifiedName, value: name });
    case AttributeIds.DisplayName:
      return new Variant({
        dataType: DataType.LocalizedText,
        value: { text: node.displayName ?? name.name },
      });
    case AttributeIds.DataType:
      return isVariable
        ? new Variant({
            dataType: DataType.NodeId,
            value: resolveNodeId(node.dataType ?? `i=${variant?.dataType ?? 24}`),
          })
        : undefined;
    case AttributeIds.ValueRank:
      return isVariable
        ? new Variant({ dataType: DataType.Int32, value: node.valueRank ?? rankOf(variant) })
        : undefined;
    case AttributeIds.ArrayDimensions: {
      const dimensions = node.arrayDimensions ?? variant?.dimensions ?? [];
      const array = { dataType: DataType.UInt32, arrayType: VariantArrayType.Array, value: [...dimensions] };
      return isVariable ? new Variant(array) : undefined;
    }
    case AttributeIds.AccessLevel:
      return isVariable ? new Variant({ dataType: DataType.Byte, value: node.accessLevel ?? 3 }) : undefined;
    case AttributeIds.UserAccessLevel:
      return isVariable
        ? new Variant({ dataType: DataType.Byte, value: node.userAccessLevel ?? node.accessLevel ?? 3 })
        : undefined;
    default:
      return undefined;
  }
}

function rankOf(variant: Variant | null | undefined): number {
  if (variant?.arrayType === VariantArrayType.Array) return 1;
  return variant?.arrayType === VariantArrayType.Matrix ? (variant.dimensions?.length ?? 2) : -1;
}

/** What an application says of itself. */
export const application = (url: string): ApplicationDescription =>
  new ApplicationDescription({
    applicationUri: 'urn:simulated:server',
    productUri: 'urn:simulated',
    applicationName: { text: 'Simulated server' },
    applicationType: 0,
    discoveryUrls: [url],
  });
