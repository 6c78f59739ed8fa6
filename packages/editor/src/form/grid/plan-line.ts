import { html, nothing, type TemplateResult } from '../../template.ts';
import type { Pace, Plan } from '../comfort.ts';
import type { FormRow } from '../state.ts';
import type { Grid } from './place.ts';

/** Steps of a plan that are listed. */
const mostListed = 100;

/** How the table will be read, in one line; unfolded, request by request. */
export function planLine(grid: Grid): TemplateResult | typeof nothing {
  const plan = planOf(grid);
  if (plan === undefined) return nothing;
  const { line, steps, problem } = plan;
  return html`<details class="mw-grid-plan">
    <summary>${line}${problem === undefined ? nothing : html` <span class="mw-form-problem">${problem}</span>`}</summary>
    <ol>${steps.slice(0, mostListed).map((step) => html`<li>${step}</li>`)}</ol>
  </details>`;
}

interface Planned {
  readonly values: unknown;
  readonly problems: unknown;
  readonly pace: Pace | undefined;
  readonly plan: Plan | undefined;
}

const known = new WeakMap<readonly FormRow[], Planned>();

/** A table is planned again only when it has changed, or what it is planned beside. What is wrong will not be read. */
function planOf({ list, rows, context, live }: Grid): Plan | undefined {
  const make = context.extras.lists?.[list.name]?.plan;
  if (make === undefined) return undefined;
  const { problems, state } = context;
  const { values } = state;
  const pace = live?.pace;
  const found = known.get(rows);
  if (found?.values === values && found.problems === problems && found.pace === pace) return found.plan;
  const wrong = new Set([...problems.keys()].map((id) => id.split('/', 2).join('/')));
  const sound = rows.filter(({ key }) => !wrong.has(`${list.name}/${key}`));
  const plan = make(
    sound.map(({ cells }) => cells),
    values,
    pace,
  );
  known.set(rows, { values, problems, pace, plan });
  return plan;
}
