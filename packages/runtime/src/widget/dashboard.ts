import { nodeErrors } from '../node/errors.ts';
import type { Message, NodesRed, RedNode } from '../red.ts';
import type { WidgetConfig } from './widget.ts';

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

/** Where a widget stands. */
export interface Place {
  register(node: RedNode, properties: object, events: WidgetEvents): void;
}

/** A group of Dashboard's, as far as a widget needs it. */
interface Group extends Place {
  getBase(): unknown;
}

/** A dashboard itself: what it registers without page and group it shows on every page. */
interface Base {
  register(page: null, group: null, node: RedNode, properties: object, events: WidgetEvents): void;
}

const isGroup = (node: object): node is Group =>
  'type' in node &&
  node.type === 'ui-group' &&
  'register' in node &&
  typeof node.register === 'function' &&
  'getBase' in node &&
  typeof node.getBase === 'function';

const isBase = (node: object): node is Base =>
  'type' in node && node.type === 'ui-base' && 'register' in node && typeof node.register === 'function';

/** Whether the page and the dashboard that the group belongs to are there: `getBase` fails where they are not. */
function hasBase(group: Group): boolean {
  try {
    return Boolean(group.getBase());
  } catch {
    return false;
  }
}

/**
 * The group that a widget is in, of a dashboard that is there; or the dashboard whose every page it is on.
 * @param type of the widget, for the error
 * @throws `node.reference-missing`, `node.reference-unusable`
 */
export function placeOf(
  RED: NodesRed,
  type: string,
  { group, ui = '' }: Pick<WidgetConfig, 'group' | 'ui'>,
): Place {
  const to = ui ? 'ui-base' : 'ui-group';
  const node = RED.nodes.getNode(ui || group);
  if (!node) throw nodeErrors.referenceMissing({ type, to });
  if (ui && isBase(node)) {
    return {
      register: (widget, properties, events) => node.register(null, null, widget, properties, events),
    };
  }
  if (!ui && isGroup(node) && hasBase(node)) return node;
  throw nodeErrors.referenceUnusable({ type, to });
}

/**
 * Places a widget on its dashboard, and keeps Dashboard from listening to its messages: each would be stored, cloned and
 * sent to every browser on whichever page.
 *
 * @returns Dashboard's own listener, for what it shall hear of
 */
export function placeWidget(
  place: Place,
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
  place.register(
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
