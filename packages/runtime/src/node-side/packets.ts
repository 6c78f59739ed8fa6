/** Values in values, at most: Dashboard and Node-RED go through all of them by calling themselves. */
const deepest = 64;

/** Ids of nodes are short; what a browser names is looked for. */
const longestId = 1_000;

/**
 * Whether Dashboard can take what a browser sent. Its pages send nothing else; but what it does not expect is for
 * Dashboard an error that nobody catches, and so the end of Node-RED.
 *
 * @param packet the name of an event, and what came with it
 * @see nodes/config/ui_base.js of `@flowfuse/node-red-dashboard`: `onLoad`, `onAction`, `onChange`, `onSend`
 */
export function isSound([event, ...values]: readonly unknown[]): boolean {
  if (values.some((value) => isDeeper(value, deepest))) return false;
  if (typeof event !== 'string' || !event.startsWith('widget-')) return true;
  const [id, ...rest] = values;
  // A browser that waits for an answer comes as a function: pages of Dashboard's never do.
  return isId(id) && rest.every((value) => typeof value !== 'function');
}

/** Names that every object has would be found among the nodes, and be none. */
const isId = (id: unknown): boolean =>
  typeof id === 'string' && id !== '' && id.length <= longestId && !(id in Object.prototype);

const isDeeper = (value: unknown, left: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !ArrayBuffer.isView(value) &&
  (left === 0 || Object.values(value).some((each) => isDeeper(each, left - 1)));
