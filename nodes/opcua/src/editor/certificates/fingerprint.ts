import { html, type TemplateResult } from '@millwright/editor';

/** A SHA-256 in groups, as two people read it to each other. */
export const grouped = (sha256: string): string => (sha256.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');

export const fingerprint = (sha256: string): TemplateResult =>
  html`<code class="mw-opcua-fingerprint">${grouped(sha256)}</code>`;

/** `CN=PLC 7, O=Plant` is `PLC 7` in a list. */
export function shortName(subject: string): string {
  const [, name] = /(?:^|, )CN=([^,]+)/.exec(subject) ?? [];
  return name ?? subject;
}
