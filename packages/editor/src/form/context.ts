import type { NodeDefinition, Problem } from '@millwright/schema';
import type { Texts } from '../text.ts';
import { fill } from '../text.ts';
import type { Beside } from './beside.ts';
import type { Comfort, TestOutcome } from './comfort.ts';
import type { Live } from './live.ts';
import type { FormState, RowRules } from './state.ts';
import type { FormWords } from './words.ts';

/** What a node adds to its schema for the editor: only what a schema cannot say. */
export interface NodeExtras extends Comfort, Beside {
  /** The colour of the node in the palette and on the canvas. */
  readonly color?: string;
  /** Font Awesome 4 names for the labels of fields, such as `fa-globe`. */
  readonly icons?: Readonly<Record<string, string>>;
  /** Fields whose hint is a warning. */
  readonly warnings?: readonly string[];
  /** What the node is called where it has no name; `labelOf` gives the label of a configuration node. */
  label?(
    config: Readonly<Record<string, unknown>>,
    labelOf: (id: unknown) => string | undefined,
  ): string | undefined;
  /** Rules for the rows of each list. */
  readonly rows?: Readonly<Record<string, RowRules>>;
}

/** All that the templates of one open dialog need. */
export interface FormContext {
  readonly definition: NodeDefinition;
  readonly extras: NodeExtras;
  /** The node's own texts. */
  readonly texts: Texts;
  readonly words: FormWords;
  readonly state: FormState;
  /** The state as it is when a listener is called, which may be later than this drawing. */
  current(): FormState;
  readonly problems: ReadonlyMap<string, Problem>;
  /** `node-input` or `node-config-input`: how Node-RED finds the inputs that it prepares itself. */
  readonly prefix: string;
  /** What just happened to the rows, for screen readers. */
  readonly announcement: string;
  /** Changes the state and draws again. */
  update(change: (state: FormState) => FormState): void;
  /** As `update`, and says what happened. */
  act(change: (state: FormState) => FormState, said: string): void;
  /** The values of the rows of a list, where they are asked for. */
  liveOf(list: string): Live | undefined;
  /** The test of what the dialog describes, where there is one. */
  readonly test?: FormTest | undefined;
  /** What the form is drawn into. */
  readonly container: HTMLElement;
}

export interface FormTest {
  readonly running: boolean;
  readonly outcome?: TestOutcome | undefined;
  /** What is typed for the number that the test is told besides. */
  readonly number?: string | undefined;
  readonly numberIsWrong: boolean;
  typeNumber(text: string): void;
  run(): void;
}

/** The words for a problem: the node's own, else those that every form has. */
export function describeProblem(
  problem: Problem,
  { texts, words }: Pick<FormContext, 'texts' | 'words'>,
): string {
  // As text: a limit such as 65535 is an address or a port, which nobody writes with separators.
  const values = Object.fromEntries(
    Object.entries(problem.details ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const common: Readonly<Record<string, string>> = words.problems;
  const shared = common[problem.code];
  return (
    texts.find(`problems.${problem.code}`, values) ??
    (shared === undefined ? problem.code : fill(shared, values, texts.locale))
  );
}

export const elementId = (part: string): string => `mw-form-${part.replace(/\W/g, '-')}`;
export const hintId = (part: string): string => `${elementId(part)}-hint`;
export const problemId = (part: string): string => `${elementId(part)}-problem`;

/** What `aria-describedby` names: the hint and the problem, as far as they are there. */
export function describedBy(context: FormContext, part: string, hasHint: boolean): string | undefined {
  const ids = [...(hasHint ? [hintId(part)] : []), ...(context.problems.has(part) ? [problemId(part)] : [])];
  return ids.length === 0 ? undefined : ids.join(' ');
}
