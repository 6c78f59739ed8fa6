import { red } from '../red.ts';

/** A property of a node type, as `RED.nodes.registerType` takes it. */
export interface RedProperty {
  readonly value: unknown;
  /** The type of the configuration node that the property names. */
  readonly type?: string;
  readonly required?: boolean;
  readonly label?: string;
  /** Called with the node as `this`; a text says what is wrong. It must take two arguments for that. */
  readonly validate?: (this: RedNode, value: unknown, options?: unknown) => true | string;
}

/** A node in the editor: its properties beside much of the editor's own. */
export type RedNode = { id: string; [property: string]: unknown };

export interface RedNodeType {
  readonly category: string;
  readonly color?: string;
  readonly icon?: string;
  readonly inputs?: number;
  readonly outputs?: number;
  readonly defaults: Readonly<Record<string, RedProperty>>;
  readonly paletteLabel: () => string;
  readonly label: (this: RedNode) => string;
  readonly labelStyle?: (this: RedNode) => string;
  readonly oneditprepare: (this: RedNode) => void;
  readonly oneditsave: (this: RedNode) => void;
  readonly oneditcancel: (this: RedNode, adding?: boolean) => void;
  readonly oneditdelete?: (this: RedNode) => void;
}

interface RedNodes {
  registerType(type: string, definition: RedNodeType): void;
  /** `set` tells from which package and entry a type comes: the namespace of its texts. */
  getType(type: string): { readonly set?: { readonly id: string } } | null | undefined;
  node(id: string): RedNode | null | undefined;
}

/** The part of `RED.nodes` that knows about types of nodes. */
export function redNodes(): RedNodes {
  return red().nodes as unknown as RedNodes;
}

/** What Node-RED itself calls this node. */
export function redNodeLabel(node: RedNode): string {
  const { utils } = red() as unknown as { utils: { getNodeLabel(node: RedNode, otherwise: string): string } };
  return utils.getNodeLabel(node, node.id);
}
