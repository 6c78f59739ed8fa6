import {
  type ColumnField,
  type Field,
  type Fields,
  isWanted,
  type ReferenceField,
  type SecretField,
} from '@millwright/schema';
import { html, nothing, type TemplateResult } from '../template.ts';
import { describeProblem, elementId, type FormContext, hintId, problemId } from './context.ts';
import { changeFollowed, isFollowed, onFollowedKey } from './follow.ts';
import { gridField } from './grid/grid.ts';
import { inputFor } from './input.ts';
import { secretId, secretInput } from './secret.ts';
import { type Cells, setValue, unreadableId } from './state.ts';
import { testLine } from './test-line.ts';

/** The whole dialog: one row per field, in the order of the schema. What can't be read can't be changed either. */
export function formTemplate(context: FormContext): TemplateResult {
  const unreadable = context.problems.get(unreadableId);
  return html`
    ${unreadable === undefined ? nothing : html`<div class="mw-form-notice" role="alert">${describeProblem(unreadable, context)}</div>`}
    ${testLine(context)}
    <fieldset class="mw-form-fields" ?disabled=${unreadable !== undefined}>
      ${sections(context).map(({ group, fields }) => {
        const rows = fields.map(([name, field]) => fieldRow(name, field, context));
        return group === undefined ? rows : foldedGroup(group, fields, rows, context);
      })}
    </fieldset>
    <div class="mw-form-said" role="status">${context.announcement}</div>
  `;
}

interface Section {
  readonly group: string | undefined;
  readonly fields: [string, Field][];
}

/** The fields that count, in the order of the schema; those of one group stand where its first one does. */
function sections({ definition, state }: FormContext): readonly Section[] {
  const found: Section[] = [];
  for (const [name, field] of Object.entries(definition.fields)) {
    // Node-RED reads its own select when the dialog is saved, so that stays in the page, unseen.
    if (!isShown(name, definition.fields, state.values) && field.kind !== 'reference') continue;
    const { group } = field;
    const open =
      group === undefined
        ? found.at(-1)?.group === undefined && found.at(-1)
        : found.find((section) => section.group === group);
    if (open) open.fields.push([name, field]);
    else found.push({ group, fields: [[name, field]] });
  }
  return found;
}

/** A choice that a variable decides may want any of the fields that depend on it. */
const isShown = (name: string, fields: Fields, values: FormContext['state']['values']): boolean =>
  isWanted(fields, name, values) !== false;

function foldedGroup(
  group: string,
  fields: Section['fields'],
  rows: readonly TemplateResult[],
  { texts, problems }: FormContext,
): TemplateResult {
  const isWrong = [...problems.keys()].some((id) => fields.some(([name]) => id.split('/')[0] === name));
  return html`<details class="mw-form-group" data-group=${group} ?open=${isWrong}>
    <summary>${texts(`groups.${group}`)}</summary>
    ${rows}
  </details>`;
}

function fieldRow(name: string, field: Field, context: FormContext): TemplateResult {
  if (field.kind === 'rows') return gridField(name, field, context);
  if (field.kind === 'reference') return referenceRow(name, field, context);
  if (field.kind === 'secret') return secretRow(name, field, context);
  return plainRow(name, field, context);
}

const secretRow = (name: string, field: SecretField, context: FormContext): TemplateResult =>
  html`<div class="form-row mw-form-row mw-form-kind-secret">
    ${labelFor(name, field.file === true ? elementId(name) : secretId(name, context), context)}
    <div class="mw-form-control">
      <div class="mw-form-input">${secretInput(name, field, context)}</div>
      ${below(name, field, context)}
    </div>
  </div>`;

/** Where the element stands that Node-RED has prepared for a reference. */
export const slotClass = 'mw-form-reference';

function referenceRow(name: string, field: ReferenceField, context: FormContext): TemplateResult {
  const hidden = !isShown(name, context.definition.fields, context.state.values);
  return html`<div class="form-row mw-form-row" ?hidden=${hidden}>
    ${labelFor(name, `${context.prefix}-${name}`, context)}
    <div class="mw-form-control">
      <div class=${slotClass} data-field=${name}></div>
      ${below(name, field, context)}
    </div>
  </div>`;
}

function plainRow(name: string, field: ColumnField, context: FormContext): TemplateResult {
  const followed = isFollowed(name, context.extras.rows);
  const place = {
    id: name,
    texts: `fields.${name}`,
    value: context.state.values[name],
    hasHint: field.hint === true,
    change: (value: unknown) =>
      followed
        ? changeFollowed(context, name, value)
        : context.update((state) => setValue(state, name, value)),
  };
  const unit = 'unit' in field && field.unit !== undefined ? field.unit : undefined;
  return html`<div class="form-row mw-form-row mw-form-kind-${field.kind}">
    ${labelFor(name, elementId(name), context)}
    <div class="mw-form-control">
      <div
        class="mw-form-input"
        @keydown=${followed ? (event: KeyboardEvent) => onFollowedKey(context, event) : nothing}
      >
        ${inputFor(field, place, context)}
        ${unit === undefined ? nothing : html`<span class="mw-form-unit">${unit}</span>`}
        ${toolButton(name, context)}
      </div>
      ${below(name, field, context)}
    </div>
  </div>`;
}

/** What finds out the field's value, where the node has such a thing. */
function toolButton(name: string, context: FormContext): TemplateResult | typeof nothing {
  const tool = context.extras.tools?.[name];
  if (tool === undefined) return nothing;
  const take = (found: Cells): void =>
    context.update((state) =>
      Object.entries(found).reduce((changed, [field, value]) => setValue(changed, field, value), state),
    );
  return html`<button
    type="button"
    class="red-ui-button mw-form-tool"
    data-tool=${name}
    title=${tool.label()}
    aria-label=${tool.label()}
    @click=${() => tool.open(context.current().values, take)}
  ><i class="fa ${tool.icon}" aria-hidden="true"></i></button>`;
}

export function labelFor(name: string, target: string, context: FormContext): TemplateResult {
  return html`<label for=${target}>${icon(name, context)}${context.texts(`fields.${name}.label`)}</label>`;
}

export function icon(name: string, { extras }: FormContext): TemplateResult {
  const symbol = extras.icons?.[name] ?? (name === 'name' ? 'fa-tag' : 'fa-circle-o');
  return html`<i class="fa ${symbol}" aria-hidden="true"></i> `;
}

const hintClass = (name: string, { extras }: FormContext): string =>
  extras.warnings?.includes(name) ? 'mw-form-hint mw-form-warning' : 'mw-form-hint';

/** Hint and problem of a field. */
export function below(name: string, field: Field, context: FormContext): TemplateResult {
  const problem = context.problems.get(name);
  return html`
    ${
      problem === undefined
        ? nothing
        : html`<div class="mw-form-problem" id=${problemId(name)} role="alert">${describeProblem(problem, context)}</div>`
    }
    ${
      field.hint === true
        ? html`<div class=${hintClass(name, context)} id=${hintId(name)}>${context.texts(`fields.${name}.hint`)}</div>`
        : nothing
    }
  `;
}
