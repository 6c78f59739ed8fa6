import { html, nothing, type TemplateResult } from '../../template.ts';
import type { Plan } from '../comfort.ts';
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

const known = new WeakMap<
  readonly FormRow[],
  { readonly values: unknown; readonly plan: Plan | undefined }
>();

/** A table is planned again only when it has changed, or what it is planned beside. */
function planOf({ list, rows, context }: Grid): Plan | undefined {
  const make = context.extras.lists?.[list.name]?.plan;
  if (make === undefined) return undefined;
  const { values } = context.state;
  const found = known.get(rows);
  if (found !== undefined && found.values === values) return found.plan;
  const plan = make(
    rows.map(({ cells }) => cells),
    values,
    context.texts,
  );
  known.set(rows, { values, plan });
  return plan;
}
