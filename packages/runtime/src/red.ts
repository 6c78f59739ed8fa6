import type { EventEmitter } from 'node:events';

/** What this package needs of the `RED` that Node-RED hands to plugins and nodes. */
export interface NodeRed {
  readonly events: EventEmitter;
}
