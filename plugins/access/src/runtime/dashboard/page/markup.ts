/** Text that may stand in a page as it is: only {@link markup} makes any. */
export class Markup {
  readonly text: string;

  /** @param text of markup, never of anybody's */
  constructor(text: string) {
    this.text = text;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup of a template: what is put into it is text, unless it is markup itself. */
export function markup(
  pieces: TemplateStringsArray,
  ...values: readonly (string | Markup | undefined)[]
): Markup {
  const written = values.map((value) => (value instanceof Markup ? value.text : escaped(value ?? '')));
  return new Markup(pieces.map((piece, index) => piece + (written[index] ?? '')).join(''));
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (each) => escapes[each] ?? '');
