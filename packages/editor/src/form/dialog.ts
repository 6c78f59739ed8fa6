import { type NodeDefinition, type Problem, type RawConfig, RowMemory } from '@millwright/schema';
import { render } from '../template.ts';
import { fill, type Texts } from '../text.ts';
import { nodeOf, problemsBeside } from './beside.ts';
import type { TestOutcome } from './comfort.ts';
import { elementId, type FormContext, type NodeExtras } from './context.ts';
import { formTemplate, slotClass } from './fields.ts';
import { LiveValues } from './live.ts';
import { takeReferences } from './reference.ts';
import { type FormState, openForm, rawOf, setValue, shownProblems } from './state.ts';
import { testNumberId } from './test-line.ts';
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
  /** Of the node. */
  readonly id: string;
}

/** An open edit dialog. It holds nothing outside the element it draws into, which Node-RED throws away. */
export interface Dialog {
  /** The properties to store. References are not among them: Node-RED stores those itself. */
  read(): RawConfig;
  /** Ends what runs beside it. */
  close(): void;
}

/** Draws the form into the element that the node's template has put into Node-RED's edit tray. */
export function openDialog(container: HTMLElement, options: DialogOptions): Dialog {
  const { definition, extras, prefix } = options;
  const texts = remembered(options.texts);
  const references = takeReferences(container, prefix);
  // Node-RED may have chosen a node on its own, or dropped one that is gone.
  const chosen = Object.fromEntries(references.map((reference) => [reference.name, reference.value()]));
  const words = formWords();
  let state: FormState = openForm(definition, { ...options.raw, ...chosen }, options.fresh);
  let announcement = '';

  const memory = new RowMemory();
  let checked: FormState | undefined;
  let problems: ReadonlyMap<string, Problem> = new Map();

  let drawing = false;
  let changedMeanwhile = false;
  const draw = (): void => {
    // An input that goes is left by the focus, which may change the state while the form is being drawn.
    changedMeanwhile = drawing;
    if (drawing) return;
    drawing = true;
    try {
      drawNow();
    } finally {
      drawing = false;
    }
    if (changedMeanwhile) draw();
  };
  const drawNow = (): void => {
    // To scroll through a list changes nothing that could be wrong.
    const { values, lists, quiet } = state;
    if (values !== checked?.values || lists !== checked.lists || quiet !== checked.quiet)
      problems = shownProblems(definition, state, memory, (raw) => problemsBeside(definition, extras, raw));
    checked = state;
    const context: FormContext = {
      definition,
      extras,
      texts,
      words,
      state,
      current: () => state,
      problems,
      prefix,
      container,
      liveOf: (list) => live.get(list)?.now,
      test: {
        running: testing,
        outcome: outcomeNow(),
        number: testNumber,
        numberIsWrong,
        typeNumber,
        run: () => void test(),
      },
      announcement,
      update,
      act,
    };
    render(formTemplate(context), container);
    for (const reference of references) reference.mark(context);
  };
  const update = (change: (state: FormState) => FormState): void => {
    const changed = change(state);
    if (changed === state) return;
    state = changed;
    draw();
  };
  const act: FormContext['act'] = (change, said) => {
    announcement = said;
    state = change(state);
    draw();
  };

  let testing = false;
  let tested: { readonly outcome: TestOutcome | undefined; readonly of: FormState } | undefined;
  /** What was found of other values says nothing of these. */
  const outcomeNow = (): TestOutcome | undefined =>
    tested?.of.values === state.values && tested.of.lists === state.lists ? tested.outcome : undefined;
  const { testNumber: wanted } = extras;
  let testNumber = wanted && String(wanted.first(nodeOf(options.id)));
  let numberIsWrong = false;
  const typeNumber = (text: string): void => {
    testNumber = text;
    numberIsWrong = false;
    tested = undefined;
    draw();
  };
  const test = async (): Promise<void> => {
    // Whoever asks for a test means to be done: what was not shown of new fields is now.
    if (state.quiet.size > 0) state = { ...state, quiet: new Set() };
    const of = state;
    const [problem] = definition.problems(rawOf(definition, of));
    if (problem !== undefined) {
      const field = String(problem.path[0] ?? '');
      const text = fill(words.testAfter, { field: texts(`fields.${field}.label`) }, texts.locale);
      tested = { outcome: { tone: 'bad', text }, of };
      draw();
      goToField(container, field);
      return;
    }
    const number = testNumber === undefined ? undefined : wholeNumber(testNumber);
    numberIsWrong =
      wanted !== undefined && !(number !== undefined && number >= wanted.min && number <= wanted.max);
    if (wanted && numberIsWrong) {
      const text = fill(words.testAfter, { field: wanted.label() }, texts.locale);
      tested = { outcome: { tone: 'bad', text }, of };
      draw();
      container.querySelector<HTMLElement>(`#${testNumberId}`)?.focus();
      return;
    }
    testing = true;
    draw();
    const outcome = await extras.test?.(rawOf(definition, of), options.id, texts, number);
    tested = { outcome, of };
    testing = false;
    draw();
  };

  const live = new Map<string, LiveValues>();
  draw();
  for (const [list, { live: ask }] of Object.entries(extras.lists ?? {})) {
    if (ask === undefined) continue;
    const values = new LiveValues({ list, ask, texts, container, current: () => state, changed: draw });
    live.set(list, values);
  }
  for (const reference of references) {
    const { name } = reference;
    container.querySelector(`.${slotClass}[data-field="${name}"]`)?.append(reference.element);
    reference.onChange((value) =>
      update((current) =>
        // The same node as before may be another one in itself.
        value === current.values[name]
          ? { ...current, values: { ...current.values } }
          : setValue(current, name, value),
      ),
    );
    reference.nameButtons(texts(`fields.${name}.label`), words);
  }
  return {
    close: () => {
      for (const values of live.values()) values.end();
    },
    read: () => {
      const tidy = definition.tidy(rawOf(definition, state));
      return Object.fromEntries(
        Object.entries(tidy).filter(([name]) => definition.fields[name]?.kind !== 'reference'),
      );
    },
  };
}

function goToField(container: HTMLElement, name: string): void {
  const row = container.querySelector<HTMLElement>(
    `#${elementId(name)}, [data-list="${name}"], .${slotClass}[data-field="${name}"] select`,
  );
  row?.focus();
}

const wholeNumber = (text: string): number | undefined =>
  /^\s*\d+\s*$/.test(text) ? Number(text) : undefined;

/** Texts that do not change while a dialog is open; a long list asks for each of them a thousand times. */
function remembered(texts: Texts): Texts {
  const known = new Map<string, string>();
  const text: Texts = Object.assign(
    (...[key, values]: Parameters<Texts>): string => {
      if (values !== undefined) return texts(key, values);
      const found = known.get(key) ?? texts(key);
      known.set(key, found);
      return found;
    },
    { counted: texts.counted, find: texts.find, locale: texts.locale },
  );
  return text;
}
