import { failureLine, html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { OwnDrift } from '../../common/fleet.ts';
import type { FleetTexts } from '../texts.ts';

type Part = OwnDrift['parts'][number];
type Node = Part['nodes'][number];

const marks = { added: '+', changed: '~', removed: '−', moved: '↕' } as const;

/** Parts and their nodes, each with what became of it and which of its properties are other ones. */
export function driftView(
  { parts, more, credentials, modules, trouble }: OwnDrift,
  texts: FleetTexts,
): TemplateResult {
  const unknown = failureLine(trouble && toldText(trouble, texts));
  if (parts.length + credentials.length + modules.length === 0)
    return trouble === undefined ? html`<p>${texts('own.drift.none')}</p>` : html`${unknown}`;
  return html`${unknown}${parts.map((part) => partView(part, texts))}
    ${more === 0 ? nothing : html`<p class="mw-hint">${texts.counted('own.drift.more', more)}</p>`}
    ${namesView(texts('own.drift.credentials'), credentials)}
    ${namesView(texts('own.drift.modules'), modules)}`;
}

const namesView = (title: string, names: readonly string[]): TemplateResult | typeof nothing =>
  names.length === 0
    ? nothing
    : html`<section class="mw-own-change">
        <h3>${title}</h3>
        <ul>${names.map((name) => html`<li>${name}</li>`)}</ul>
      </section>`;

function partView(part: Part, texts: FleetTexts): TemplateResult {
  const name = part.name || texts(`own.drift.kind.${part.kind}`);
  return html`<section class="mw-own-change">
    <h3>${mark(part.state, texts)} ${name}</h3>
    ${propertiesLine(part.properties)}
    <ul>${part.nodes.map((node) => nodeLine(node, texts))}</ul>
  </section>`;
}

function nodeLine({ name, type, state, properties }: Node, texts: FleetTexts): TemplateResult {
  return html`<li>
    ${mark(state, texts)} ${name || type}${name === '' || name === type ? nothing : html` <span class="mw-hint">${type}</span>`}
    ${propertiesLine(properties)}
  </li>`;
}

const propertiesLine = (properties: readonly string[]): TemplateResult | typeof nothing =>
  properties.length === 0 ? nothing : html`<p class="mw-hint"><code>${properties.join(', ')}</code></p>`;

/** The state as a symbol, and as a word for those who do not see it. */
const mark = (state: Node['state'], texts: FleetTexts): TemplateResult =>
  html`<span title=${texts(`own.drift.state.${state}`)} aria-hidden="true"><b>${marks[state]}</b></span
    ><span class="mw-hidden-text">${texts(`own.drift.state.${state}`)}</span>`;
