import { html, nothing, type TemplateResult } from '@millwright/editor';
import { numberText } from '@millwright/plc/editor';
import type { NodeDetails } from '../../common/browse-routes.ts';
import { type OpcUaTexts, pluginTexts } from '../texts.ts';
import type { Line, PickedNode } from './tree.ts';

export interface LineView {
  readonly several: boolean;
  mayChoose(node: PickedNode): boolean;
  isChosen(line: Line): boolean | undefined;
  detailsOf(address: string): NodeDetails | undefined;
  /** The names above a node that a search has found. */
  whereOf(address: string): readonly string[] | undefined;
  open(key: string): void;
  close(key: string): void;
  toggle(line: Line): void;
  retry(key: string): void;
}

const icons: Readonly<Record<string, string>> = {
  Object: 'fa-folder-o',
  Variable: 'fa-tag',
  Method: 'fa-cog',
  View: 'fa-eye',
};

/** One line of the tree. */
export function lineTemplate(line: Line, view: LineView): TemplateResult {
  const texts = pluginTexts();
  if (line.kind === 'place') return placeTemplate(line, view, texts);
  if (line.kind !== 'failed')
    return html`<span class="mw-opcua-tree-twisty" aria-hidden="true">${
      line.kind === 'loading' ? html`<i class="fa fa-spinner fa-pulse"></i>` : nothing
    }</span><em>${texts(`picker.${line.kind}`)}</em>`;
  return html`<span class="mw-opcua-tree-twisty" aria-hidden="true">▲</span>
    <span class="mw-opcua-tree-failed" title=${line.text}>${line.text}</span>
    <button type="button" class="red-ui-button" tabindex="-1" @click=${() => view.retry(line.parent)}>${texts('picker.again')}</button>`;
}

function placeTemplate(
  line: Extract<Line, { kind: 'place' }>,
  view: LineView,
  texts: OpcUaTexts,
): TemplateResult {
  const { node } = line.place;
  const details = view.detailsOf(node.address);
  const chosen = view.isChosen(line);
  const where = view.whereOf(node.address);
  return html`
    <span class="mw-opcua-tree-twisty" aria-hidden="true" @click=${(event: Event) => {
      event.stopPropagation();
      if (line.isOpen === undefined) return;
      (line.isOpen ? view.close : view.open)(line.key);
    }}>${line.isOpen === undefined ? nothing : html`<i class="fa fa-angle-${line.isOpen ? 'down' : 'right'}"></i>`}</span>
    ${
      view.several && view.mayChoose(node)
        ? html`<span class="mw-opcua-tree-mark" aria-hidden="true" @click=${(event: Event) => {
            event.stopPropagation();
            view.toggle(line);
          }}><i class="fa ${chosen === true ? 'fa-check-square-o' : 'fa-square-o'}"></i></span>`
        : nothing
    }
    <i class="fa ${icons[node.class] ?? 'fa-circle-o'} mw-opcua-tree-icon" aria-hidden="true"></i>
    <span class="mw-opcua-tree-name" title=${node.name}>${node.name}</span>
    ${where === undefined ? nothing : html`<span class="mw-opcua-tree-where" title=${where.join(' / ')}><bdi>${where.join(' / ')}</bdi></span>`}
    ${
      node.class !== 'Variable' || node.elsewhere === true
        ? html`<span class="mw-opcua-tree-type">${node.elsewhere === true ? texts('picker.elsewhere') : nothing}</span>`
        : html`<span class="mw-opcua-tree-type">${typeText(details)}</span>
          <span class="mw-opcua-tree-access">${accessText(details, texts)}</span>
          <span class="mw-opcua-tree-value">${valueText(details, texts)}</span>`
    }`;
}

export function typeText({ type, dimensions = 0 }: Partial<NodeDetails> = {}): string {
  return type === undefined ? '' : `${type}${dimensions > 0 ? `[${','.repeat(dimensions - 1)}]` : ''}`;
}

export const accessText = ({ access }: Partial<NodeDetails> = {}, texts: OpcUaTexts): string =>
  access === undefined ? '' : texts(`picker.access.${access}`);

export function valueText(details: NodeDetails | undefined, texts: OpcUaTexts): string {
  if (details === undefined) return '';
  const { value, status, quality } = details;
  if (value === undefined || (value === null && status !== undefined)) return status ?? '';
  const text =
    typeof value === 'number' ? numberText(value, texts.locale) : value === null ? '' : String(value);
  return quality === undefined || quality === 'good' ? text : `▲ ${text} ${status ?? ''}`.trim();
}
