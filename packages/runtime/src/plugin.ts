import type { PluginDefinition } from './host.ts';
import type { NodeRed } from './red.ts';

/**
 * Makes the function that Node-RED loads as a plugin's entry.
 *
 * @example export const entries = { history: definePlugin({ id: 'history', area: 'history', … }) };
 */
export declare function definePlugin(definition: PluginDefinition): (RED: NodeRed) => Promise<void>;
