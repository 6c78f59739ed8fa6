import type { Operation, Phase } from './operation.ts';

/**
 * One step of a plugin in one phase. `signal` aborts at the phase's deadline.
 *
 * In `rewrite`, `authorise`, `intend` and `stage` a coded error refuses the operation with its status, code and
 * message; any other throw and a time-out refuse it too, as a fault of the plugin. Later phases never undo:
 * there a throw or time-out becomes a warning.
 */
export type Step = (operation: Operation, signal: AbortSignal) => void | Promise<void>;

/** What a plugin does in the phases that it cares for. */
export type Interceptor = { readonly [Name in Exclude<Phase, 'apply'>]?: Step };
