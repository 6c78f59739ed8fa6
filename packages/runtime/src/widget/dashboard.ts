import { nodeErrors } from '../node/errors.ts';
import type { Message, NodesRed, RedNode } from '../red.ts';

/** A live connection of a browser, as Dashboard's server has it: a socket of Socket.IO. */
export interface Connection {
  readonly id: string;
  readonly connected: boolean;
  /** What carries it, with what waits to be sent. */
  readonly conn?: { readonly writeBuffer?: readonly { readonly data?: unknown }[] };
  emit(event: string, data: unknown): unknown;
}

/** What Dashboard calls of a widget. There is no `onAction`: with one, a browser could send messages into the flow. */
export interface WidgetEvents {
  /** Of a request; the message is what Dashboard remembers and a browser may have forged, so nobody looks at it. */
  readonly onChange: (
    message: unknown,
    value: unknown,
    /** Old versions of Dashboard leave out who asks, and of which widget. */
    connection?: Connection,
    id?: string,
  ) => Promise<void>;
  /** Dashboard would store what a browser sends and send it into the flow. */
  readonly onSend: () => void;
  readonly onInput: () => void;
}

type InputListener = (message: Message, send: () => void, done: (error?: unknown) => void) => unknown;

/** A group of Dashboard's, as far as a widget needs it. */
export interface Group {
  register(node: RedNode, properties: object, events: WidgetEvents): void;
  getBase(): unknown;
}

const isGroup = (node: object): node is Group =>
  'type' in node &&
  node.type === 'ui-group' &&
  'register' in node &&
  typeof node.register === 'function' &&
  'getBase' in node &&
  typeof node.getBase === 'function';

/** Whether the page and the dashboard that the group belongs to are there: `getBase` fails where they are not. */
function hasBase(group: Group): boolean {
  try {
    return Boolean(group.getBase());
  } catch {
    return false;
  }
}

/**
 * The group with this id, of a dashboard that is there.
 * @param type the widget that refers to it, for the error
 * @throws `node.reference-missing`, `node.reference-unusable`
 */
export function groupOf(RED: NodesRed, type: string, id: string): Group {
  const node = RED.nodes.getNode(id);
  if (!node) throw nodeErrors.referenceMissing({ type, to: 'ui-group' });
  if (!isGroup(node) || !hasBase(node)) throw nodeErrors.referenceUnusable({ type, to: 'ui-group' });
  return node;
}

/**
 * Places a widget in its group, and keeps Dashboard from listening to its messages: each would be stored, cloned and
 * sent to every browser on whichever page.
 *
 * @returns Dashboard's own listener, for what it shall hear of
 */
export function placeWidget(
  group: Group,
  node: RedNode,
  properties: object,
  events: WidgetEvents,
): InputListener | undefined {
  let listener: InputListener | undefined;
  const on = (event: string, given: InputListener): unknown => {
    if (event === 'input') listener = given;
    // Closing goes to the node itself: then Dashboard forgets the widget.
    else Reflect.apply(node.on, node, [event, given]);
    return node;
  };
  group.register(
    new Proxy(node, { get: (target, name) => (name === 'on' ? on : Reflect.get(target, name, target)) }),
    properties,
    events,
  );
  return listener;
}

const controls = ['ui_update', 'enabled', 'visible', 'class'] as const;

/** What of a message is for Dashboard: how the widget looks, without any data. */
export function controlsOf(message: Message): Message | undefined {
  const found = controls.filter((name) => Object.hasOwn(message, name));
  if (found.length === 0) return undefined;
  const kept = [...found, ...(Object.hasOwn(message, '_client') ? ['_client'] : [])];
  return Object.fromEntries(kept.map((name) => [name, message[name]]));
}
