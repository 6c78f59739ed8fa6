import type * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import type { Instance, Question } from '../instance/ask.ts';
import { askPlugin, type Plugin } from '../instance/ask-plugin.ts';

const history: Plugin = {
  area: 'history',
  always: { path: 'health', permission: 'millwright.history.read' },
  older: (url, options) => cliErrors.historyOlder({ url }, options),
  none: (url, options) => cliErrors.noHistory({ url }, options),
};

/**
 * Asks a route of history.
 *
 * @param question its path is the one below `/millwright/history/`
 * @throws `cli.no-history`, `cli.history-older`, the coded errors of history itself, those of `ask`
 */
export const askHistory = <Schema extends v.GenericSchema>(
  instance: Instance,
  question: Question,
  schema: Schema,
): Promise<v.InferOutput<Schema>> => askPlugin(history, instance, question, schema);
