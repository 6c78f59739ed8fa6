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
  /** What Node-RED keeps for a node beside the flows, encrypted. */
  readonly credentials?: Readonly<Record<string, { readonly type: 'password' }>>;
  readonly paletteLabel: () => string;
  readonly label: (this: RedNode) => string;
  readonly labelStyle?: (this: RedNode) => string;
  readonly oneditprepare: (this: RedNode) => void;
  readonly oneditsave: (this: RedNode) => void;
  readonly oneditcancel: (this: RedNode, adding?: boolean) => void;
  readonly oneditdelete?: (this: RedNode) => void;
}
