import { html, type TemplateResult } from '@millwright/editor';

/** A SHA-256 in groups, as two people read it to each other. */
export const grouped = (sha256: string): string => (sha256.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');

/** In two lines of eight groups each. */
export function fingerprint(sha256: string): TemplateResult {
  const text = grouped(sha256);
  const half = (text.length - 1) / 2;
  return html`<code class="mw-opcua-fingerprint"><span>${text.slice(0, half)}</span> <span>${text.slice(half + 1)}</span></code>`;
}

/** `CN=PLC 7, O=Plant` is `PLC 7` in a list. */
export function shortName(subject: string): string {
  const [, name] = /(?:^|, )CN=([^,]+)/.exec(subject) ?? [];
  return name ?? subject;
}
