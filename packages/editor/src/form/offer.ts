import { html, nothing, type TemplateResult } from '../template.ts';
import { nodeOf } from './beside.ts';
import { elementId, type FormContext } from './context.ts';
import { rawOf } from './state.ts';

/** What an input names as its list, and the list itself; nothing for what is typed without help. */
export interface Offer {
  readonly list: string | typeof nothing;
  readonly template: TemplateResult | typeof nothing;
}

/** @param key of the field (`group`) or the column (`names.tag`) */
export function offerFor(key: string, { extras, definition, state }: FormContext): Offer {
  const offered = extras.offers?.[key]?.(rawOf(definition, state), nodeOf);
  if (offered === undefined) return { list: nothing, template: nothing };
  const list = `${elementId(key)}-offer`;
  return {
    list,
    template: html`<datalist id=${list}>${offered.map((text) => html`<option value=${text}></option>`)}</datalist>`,
  };
}
