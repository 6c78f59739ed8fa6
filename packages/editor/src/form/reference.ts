import { referredId } from '@millwright/schema';
import { jQuery } from '../red.ts';
import { fill } from '../text.ts';
import { type FormContext, problemId } from './context.ts';
import type { FormWords } from './words.ts';

/**
 * A reference to a configuration node. Node-RED makes its own select with buttons to add and edit out of an input
 * whose id it knows, before it asks a node for its form; so that input stands in the node's template, and what
 * Node-RED has made of it moves into the form.
 */
export interface Reference {
  readonly name: string;
  /** Holds the select and its buttons. */
  readonly element: HTMLElement;
  /** The id of the chosen node; empty while there is none. */
  value(): string;
  /** The listener is also called where another dialog has changed the node that is chosen. */
  onChange(listener: (value: string) => void): void;
  /** Shows at the select whether something is wrong with it. */
  mark(context: FormContext): void;
  /** Makes the two buttons, which are bare links, usable by keyboard and screen reader. */
  nameButtons(field: string, words: FormWords): void;
}

const preparedClass = 'mw-form-prepared';

/** The content of a node's template: the form's element, and in it the inputs that Node-RED has to find. */
export function templateFor(prefix: string, references: readonly string[]): HTMLElement {
  const form = document.createElement('div');
  form.className = 'mw-form';
  for (const name of references) {
    const holder = document.createElement('div');
    holder.className = preparedClass;
    holder.dataset['field'] = name;
    const input = document.createElement('input');
    input.type = 'text';
    input.id = `${prefix}-${name}`;
    // Node-RED gives this width to what it puts in place of the input.
    input.style.width = '100%';
    holder.append(input);
    form.append(holder);
  }
  return form;
}

/** Takes what Node-RED has prepared out of the form's element, which is empty then. */
export function takeReferences(container: HTMLElement, prefix: string): readonly Reference[] {
  const holders = [...container.querySelectorAll<HTMLElement>(`.${preparedClass}`)];
  container.replaceChildren();
  return holders.map((element) => reference(element, prefix));
}

function reference(element: HTMLElement, prefix: string): Reference {
  const name = element.dataset['field'] ?? '';
  const input = (): HTMLInputElement | HTMLSelectElement | null =>
    element.querySelector(`#${prefix}-${name}`);
  const value = (): string => referredId(input()?.value);
  return {
    name,
    element,
    value,
    onChange(listener) {
      const select = input();
      if (select === null) return;
      // Node-RED announces a change that it makes itself only through jQuery.
      jQuery()(select).on('change', () => listener(value()));
    },
    mark({ problems }) {
      const select = input();
      if (select === null) return;
      const invalid = problems.has(name);
      select.classList.toggle('input-error', invalid);
      if (invalid) {
        select.setAttribute('aria-invalid', 'true');
        select.setAttribute('aria-describedby', problemId(name));
      } else {
        select.removeAttribute('aria-invalid');
        select.removeAttribute('aria-describedby');
      }
    },
    nameButtons(field, words) {
      makeButton(
        element.querySelector(`#${prefix}-btn-${name}-add`),
        fill(words.addReference, { field }, ''),
      );
      makeButton(
        element.querySelector(`#${prefix}-btn-${name}-edit`),
        fill(words.editReference, { field }, ''),
      );
    },
  };
}

function makeButton(link: HTMLElement | null, label: string): void {
  if (link === null) return;
  link.setAttribute('role', 'button');
  link.setAttribute('aria-label', label);
  link.tabIndex = 0;
  link.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    link.click();
  });
}
