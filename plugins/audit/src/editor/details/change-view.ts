import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { AuditEvent, ChangeSummary } from '@millwright/ledger/shapes';
import { changeLines } from '../list/words.ts';
import type { AuditTexts } from '../texts.ts';

type Part = ChangeSummary['parts'][number];
type Node = Part['nodes'][number];
type Credential = NonNullable<ChangeSummary['credentials']>[number];

const symbols = { added: '+', changed: '~', removed: '−', moved: '↔' } as const;
const tones = { added: 'good', changed: 'attention', removed: 'bad', moved: 'quiet' } as const;

/** What changed: each part of the flows with its nodes, and credentials by name. */
export function changeView({ change }: AuditEvent, texts: AuditTexts): TemplateResult | typeof nothing {
  if (change === undefined) return nothing;
  const { parts, moreParts = 0, moreNodes = 0, reordered, credentials = [], moreCredentials = 0 } = change;
  const lines = changeLines(parts, texts);
  const more = (count: number, key: 'details.moreParts' | 'details.moreNodes' | 'details.moreCredentials') =>
    count === 0 ? nothing : html`<li class="mw-hint">${texts.counted(key, count)}</li>`;
  const empty = parts.length + credentials.length + moreParts + moreCredentials === 0;
  return html`<h3>${texts('details.changed')}</h3>
    <ul class="mw-audit-changes">
      ${parts.map((part, index) => partView(part, lines[index], texts))} ${more(moreParts, 'details.moreParts')}
      ${more(moreNodes, 'details.moreNodes')}
      ${credentials.map((credential) => credentialView(credential, texts))}
      ${more(moreCredentials, 'details.moreCredentials')}
      ${empty ? html`<li>${texts(reordered ? 'change.onlyOrder' : 'change.nothing')}</li>` : nothing}
    </ul>`;
}

function partView(
  { state, nodes, ownProperties }: Part,
  line: { readonly name: string; readonly details: string } | undefined,
  texts: AuditTexts,
): TemplateResult {
  return html`<li>
    ${mark(state, texts)}
    <div>
      <b>${line?.name}</b>: ${line?.details} ${propertiesView(ownProperties)}
      ${nodes.length === 0 ? nothing : html`<ul>${nodes.map((node) => nodeView(node, texts))}</ul>`}
    </div>
  </li>`;
}

function nodeView(
  { name, formerName, type, id, state, properties }: Node,
  texts: AuditTexts,
): TemplateResult {
  return html`<li>
    ${mark(state, texts)}
    <div>${name || type} <span class="mw-hint">${name ? `${type}, ${id}` : id}</span>
      ${formerName ? html`<span class="mw-hint">${texts('change.formerName', { name: formerName })}</span>` : nothing}
      ${propertiesView(properties)}</div>
  </li>`;
}

/** Names of properties, never what they are. */
const propertiesView = (names: readonly string[] | undefined): TemplateResult | typeof nothing =>
  names === undefined ? nothing : html`<div class="mw-hint">${names.join(', ')}</div>`;

function credentialView({ id, field, state }: Credential, texts: AuditTexts): TemplateResult {
  return html`<li>
    ${mark(state === 'set' ? 'changed' : 'removed', texts)}
    <div>${texts(`change.credential.${state}`, { field, node: id })}</div>
  </li>`;
}

function mark(state: keyof typeof symbols, texts: AuditTexts): TemplateResult {
  return html`<span class="mw-audit-mark mw-symbol mw-${tones[state]}" role="img" aria-label=${texts(`change.symbol.${state}`)}
    >${symbols[state]}</span
  >`;
}
