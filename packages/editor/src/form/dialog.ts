import type { NodeDefinition, RawConfig } from '@millwright/schema';
import { red } from '../red.ts';
import { render } from '../template.ts';
import type { Texts } from '../text.ts';
import { fill } from '../text.ts';
import { type FormContext, type NodeExtras } from './context.ts';
import { formTemplate, slotClass } from './fields.ts';
import { type FormState, openForm, rawOf, setValue, shownProblems } from './state.ts';
import { formWords } from './words.ts';

export interface DialogOptions {
  readonly definition: NodeDefinition;
  readonly extras: NodeExtras;
  readonly texts: Texts;
  /** The properties of the node, already of the current schema. */
  readonly raw: RawConfig;
  /** The node is just being made. */
  readonly fresh: boolean;
  readonly prefix: string;
}

/** An open edit dialog. It holds nothing outside the element it draws into, which Node-RED throws away. */
export interface Dialog {
  /** The properties to store. References are not among them: Node-RED stores those itself. */
  read(): RawConfig;
}

/** Draws the form into the element that the node's template has put into Node-RED's edit tray. */
export function openDialog(container: HTMLElement, options: DialogOptions): Dialog {
  const { definition, extras, texts, prefix } = options;
  const prepared = takePrepared(container, definition, prefix);
  const words = formWords();
  let state: FormState = openForm(definition, options.raw, options.fresh);
  let announcement = '';

  const draw = (): void => {
    const problems = shownProblems(definition, state);
    const context: FormContext = {
      definition, extras, texts, words, state, problems, prefix, announcement, update, act,
    };
    render(formTemplate(context), container);
    for (const { name, select } of prepared) mark(select, name, context);
  };
  const update = (change: (state: FormState) => FormState): void => {
    const changed = change(state);
    if (changed === state) return;
    state = changed;
    draw();
  };
  const act: FormContext['act'] = (change, said, focus) => {
    announcement = said;
    update(change);
    for (const selector of focus) {
      const element = container.querySelector<HTMLElement>(selector);
      if (element !== null) return element.focus();
    }
  };

  draw();
  for (const { name, wrap, select } of prepared) {
    container.querySelector(`.${slotClass}[data-field="${name}"]`)?.append(wrap);
    select.addEventListener('change', () => update((current) => setValue(current, name, select.value)));
    nameButtons(wrap, fieldLabel(name, texts), words);
  }
  return {
    read: () => {
      const tidy = definition.tidy(rawOf(definition, state));
      return Object.fromEntries(Object.entries(tidy).filter(([name]) => definition.fields[name]?.kind !== 'reference'));
    },
  };
}
