import { type RedAction, red } from '../red.ts';
import { tellLimit } from './limit.ts';

/**
 * Puts a function around one of the editor's actions, whichever way it is called: button, menu, key, list of actions.
 * Does nothing where there is no such action.
 */
export function wrapAction(name: string, around: (original: RedAction) => RedAction): () => void {
  const { actions } = red();
  const present = actions.list().find(({ id }) => id === name);
  if (!present) return () => {};
  const original = actions.get(name);
  const replace = (run: RedAction): void => {
    actions.remove(name);
    actions.add(name, run, present.options);
  };
  const outer = around(original);
  let active = true;
  const wrapped: RedAction = (...parameters) => (active ? outer : original)(...parameters);
  replace(wrapped);
  return () => {
    active = false;
    if (actions.get(name) === wrapped) replace(original);
  };
}

/**
 * Puts a question before one of the editor's actions.
 *
 * @param refuses answers why it is not done: `false` where it is; a text is shown; `true` says nothing more
 */
export function guardAction(
  name: string,
  refuses: (...parameters: unknown[]) => string | boolean | undefined,
): () => void {
  return wrapAction(name, (original) => (...parameters) => {
    const refusal = refuses(...parameters);
    if (typeof refusal === 'string') tellLimit(refusal);
    return refusal ? undefined : original(...parameters);
  });
}
