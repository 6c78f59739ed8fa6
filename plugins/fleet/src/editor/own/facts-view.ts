import { copyText, html, nothing, notify, type TemplateResult, toldText } from '@millwright/editor';
import { isClearLine } from '@millwright/schema';
import type { OwnState } from '../../common/fleet.ts';
import type { FleetTexts } from '../texts.ts';
import { isSame, releaseText } from '../words/release.ts';
import type { OwnContext } from './context.ts';
import { headlineOf, isOut } from './headline.ts';

/** What Node-RED is started with where something is to watch over it. */
const supervised = 'millwright supervise -- node-red';

/** What runs and is wanted, who the hub is, how it is reached, and who restarts it. */
export function factsView(own: OwnState, context: OwnContext): TemplateResult {
  const { texts } = context;
  const { device, labels = [], hub, machine } = own;
  const wanted = machine?.release;
  const runs = machine?.committed;
  const rows: (readonly [name: string, value: TemplateResult | string])[] = [
    [texts('own.facts.runs'), runsText(own, texts)],
  ];
  if (wanted !== undefined && !isSame(wanted, runs))
    rows.push([texts('own.facts.wanted'), releaseText(wanted)]);
  rows.push([texts('own.facts.connection'), connection(own, context)]);
  if (hub !== undefined)
    rows.push(
      [
        texts('own.facts.hub'),
        html`<span translate="no">${hub.url}</span>${isClearLine(hub.url) ? html`<br /><span class="mw-attention mw-symbol" aria-hidden="true">▲</span> ${texts('own.facts.clearLine')}` : nothing}`,
      ],
      [texts('own.facts.hubKey'), html`<code>${hub.fingerprint}</code>`],
      [texts('own.facts.releaseKey'), html`<code>${hub.releaseFingerprint}</code>`],
    );
  const named = labels.map(({ name, value }) => `${name}=${value}`).join(', ');
  if (device !== undefined)
    rows.push(
      [texts('own.facts.id'), html`<code>${device}</code>`],
      [texts('own.facts.labels'), named === '' ? texts('own.facts.noLabels') : named],
    );
  rows.push([texts('own.facts.restart'), restart(own, context)]);
  return html`<dl>${rows.map(
    ([name, value]) => html`<dt>${name}</dt>
          <dd>${value}</dd>`,
  )}</dl>`;
}

function runsText(own: OwnState, texts: FleetTexts): string {
  const committed = own.machine?.committed;
  if (headlineOf(own) === 'stopped') return texts('own.facts.stopped');
  if (committed === undefined) return texts('own.facts.nothing');
  const release = releaseText(committed);
  return own.machine?.drift ? texts('own.facts.changed', { release }) : release;
}

function connection({ connection: known }: OwnState, { texts, format }: OwnContext): TemplateResult {
  if (known === undefined) return html`${texts('own.connection.noneNow')}`;
  const { road, since, trouble } = known;
  if (trouble && isOut(known)) return html`${toldText(trouble, texts)}`;
  const text =
    since === undefined
      ? texts(`own.connection.${road}Now`)
      : texts(`own.connection.${road}`, { since: format.brief(since) });
  return html`${text}${trouble === undefined ? nothing : html`<br />${toldText(trouble, texts)}`}`;
}

function restart({ restart: kind }: OwnState, { texts }: OwnContext): TemplateResult {
  const copy = (): void => {
    if (copyText(supervised)) notify({ kind: 'success', text: texts('own.restart.copied') });
  };
  return html`${texts(`own.restart.${kind}`)}
    ${
      kind === 'supervised'
        ? nothing
        : html`<span class="mw-own-command"
            ><code>${supervised.split(' ').map((word) => html`<span class="mw-own-word">${word}</span> `)}</code>
            <button type="button" class="red-ui-button red-ui-button-small" title=${texts('own.restart.copy')} aria-label=${texts('own.restart.copy')} @click=${copy}>
              <i class="fa fa-clipboard" aria-hidden="true"></i></button
          ></span>`
    }`;
}
