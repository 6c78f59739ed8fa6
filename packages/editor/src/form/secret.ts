import { type NodeDefinition, type RawConfig, type SecretField, secretNames } from '@millwright/schema';
import { html, type TemplateResult } from '../template.ts';
import { describedBy, elementId, type FormContext } from './context.ts';
import { setValue } from './state.ts';

/** What Node-RED's editor has in place of a secret that is kept: it is never told what that is. */
export const keptSecret = '__PWRD__';

/** The id of the input that Node-RED reads itself when the dialog is saved. */
export const secretId = (name: string, { prefix }: Pick<FormContext, 'prefix'>): string =>
  `${prefix}-${name}`;

/** What the editor has of the secrets of a node. */
export function secretsIn({ fields }: NodeDefinition, credentials: unknown): RawConfig {
  const known: RawConfig = typeof credentials === 'object' && credentials !== null ? { ...credentials } : {};
  return Object.fromEntries(
    secretNames(fields).map((name) => [
      name,
      known[name] ?? (known[`has_${name}`] === true ? keptSecret : ''),
    ]),
  );
}

/** A word to type that nobody sees, or a file to choose. */
export function secretInput(name: string, field: SecretField, context: FormContext): TemplateResult {
  const value = String(context.state.values[name] ?? '');
  return field.file === true ? fileInput(name, value, context) : wordInput(name, field, value, context);
}

function wordInput(name: string, { hint }: SecretField, value: string, context: FormContext): TemplateResult {
  return html`<input
    type="password"
    id=${secretId(name, context)}
    autocomplete="new-password"
    spellcheck="false"
    aria-describedby=${describedBy(context, name, hint === true) ?? ''}
    .value=${value}
    @input=${(event: Event) => {
      const typed = (event.target as HTMLInputElement).value;
      context.update((state) => setValue(state, name, typed));
    }}
  />`;
}

/** Larger than any key or certificate with those of its issuers. */
const largest = 256 * 1024;

/** The file's text goes where Node-RED reads it; what is shown is only whether there is one. */
function fileInput(name: string, value: string, context: FormContext): TemplateResult {
  const { words } = context;
  const set = (text: string): void => context.update((state) => setValue(state, name, text));
  const read = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined || file.size > largest) return;
    set(await file.text());
    input.value = '';
  };
  const kept = value === keptSecret ? words.secretKept : words.secretChosen;
  return html`<input type="hidden" id=${secretId(name, context)} .value=${value} />
    <span class="mw-form-secret" role="status">${value === '' ? words.secretNone : kept}</span>
    <label class="red-ui-button red-ui-button-small mw-form-file">
      ${words.secretChoose}
      <input
        type="file"
        id=${elementId(name)}
        accept=".pem,.key,.crt,.cer,.der"
        aria-label="${context.texts(`fields.${name}.label`)}: ${words.secretChoose}"
        @change=${(event: Event) => void read(event)}
      />
    </label>
    ${
      value === ''
        ? ''
        : html`<button
            type="button"
            class="red-ui-button red-ui-button-small"
            aria-label="${context.texts(`fields.${name}.label`)}: ${words.secretRemove}"
            @click=${() => set('')}
          >
            ${words.secretRemove}
          </button>`
    }`;
}
