import { actorName, html, nothing, type TemplateResult } from '@millwright/editor';
import type { AuditEvent } from '@millwright/ledger/shapes';
import type { EventDetails } from '../../common/log.ts';
import { toldIn } from '../../common/told.ts';
import type { AuditContext } from '../context.ts';
import { drawPieces, outcomeMark } from '../list/rows.ts';
import { timeOf } from '../list/time-of.ts';
import { toldWords } from '../list/told.ts';
import { deed, eventName, eventsText, targetName } from '../list/words.ts';
import { changeView } from './change-view.ts';
import { sureView } from './sure-view.ts';

/** As many digits as tell two digests apart; the whole one stands in the hover. */
const shownDigits = 16;

/** A fact of an event; nothing where there is none. */
type Fact = readonly [label: string, value: string | TemplateResult | undefined];

/** All of an event, in the order in which one asks: what, who, why, how sure. */
export function eventView(
  details: EventDetails,
  actions: TemplateResult,
  context: AuditContext,
): TemplateResult {
  const { event } = details;
  const { texts } = context;
  const { symbol, tone } = outcomeMark(event);
  return html`<p class="mw-audit-sentence">
      <span class="mw-symbol mw-${tone}" aria-hidden="true">${symbol}</span>
      <span><b>${actorName(event.actor, texts)}</b> ${drawPieces(deed(event, texts))}</span>
    </p>
    ${facts(mainFacts(event, context))} ${actions} ${changeView(event, texts)}
    ${section(texts('details.who'), facts(whoFacts(event, context)))}
    ${section(texts('details.data'), facts(dataFacts(event, context)))}
    <h3>${texts('details.sure')}</h3>
    ${sureView(details, context)}
    <details class="mw-audit-section">
      <summary>${texts('details.technical')}</summary>
      ${facts(technicalFacts(details, context))}
    </details>`;
}

function mainFacts(event: AuditEvent, context: AuditContext): Fact[] {
  const { texts, format } = context;
  const { target, reason, rules = [], code, message, name } = event;
  return [
    [texts('details.when'), format.exact(timeOf(event))],
    [texts('details.event'), html`${eventName(name, texts)} <code class="mw-hint">${name}</code>`],
    [texts('details.outcome'), texts(`outcome.${event.outcome ?? 'begun'}`)],
    [
      texts('details.target'),
      target?.kind === 'event'
        ? eventLink(target.id, context)
        : target &&
          html`${targetName(target)} <span class="mw-hint">${texts.find(`details.kind.${target.kind}`) ?? target.kind}</span>`,
    ],
    [texts('details.version'), versionLink(event, context)],
    [texts('details.reason'), reason],
    [
      texts('details.rule'),
      rules.length === 0
        ? undefined
        : html`<ul>
            ${rules.map(({ role, rule }) => html`<li>${texts('details.ruleOf', { rule, role })}</li>`)}
          </ul>`,
    ],
    [texts('details.message'), message],
    [texts('details.code'), code && html`<code>${code}</code>`],
  ];
}

/** The event that an event is about, or the first of them; also one that the list leaves out. */
function eventLink(id: string, { texts, openEvent }: AuditContext): TemplateResult {
  const open = (): void => openEvent(Number.parseInt(id, 10));
  return html`<button type="button" class="mw-audit-link" @click=${open}>${eventsText(id, texts)}</button>`;
}

/** The version that came of it; what it changed is a click away where history is there. */
function versionLink(
  { version }: AuditEvent,
  { texts, showVersion }: AuditContext,
): TemplateResult | string | undefined {
  if (version === undefined) return undefined;
  const label = texts('details.versionNumber', { number: String(version) });
  const show = showVersion();
  if (show === undefined) return label;
  return html`<button type="button" class="mw-audit-link" @click=${() => show(version)}>${label}</button>`;
}

function whoFacts({ actor, source = {} }: AuditEvent, { texts }: AuditContext): Fact[] {
  const { roles, by } = actor;
  const { address, userAgent, method, path } = source;
  return [
    [texts('details.by'), actor.kind === 'anyone' ? texts('actor.anyoneLong') : actorName(actor, texts)],
    [texts('details.roles'), roles && (roles.length === 0 ? texts('details.noRoles') : roles.join(', '))],
    [texts('details.loggedInBy'), by && (texts.find(`details.byWay.${by}`) ?? by)],
    [texts('details.address'), address],
    [texts('details.browser'), userAgent],
    [
      texts('details.request'),
      path === undefined ? method : html`<code>${method === undefined ? path : `${method} ${path}`}</code>`,
    ],
  ];
}

/** What its type adds, by the names that the catalogue of events has. */
function dataFacts({ name: event, data = {} }: AuditEvent, { texts }: AuditContext): Fact[] {
  return Object.entries(data).map(([name, value]) => {
    if (!Array.isArray(value)) return [name, String(value)];
    if (toldIn[event] !== name) return [name, value.join(', ')];
    const lines = toldWords(value.map(String), texts);
    return [name, html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`];
  });
}

function technicalFacts({ event, digest }: EventDetails, { texts }: AuditContext): Fact[] {
  const { before, after, operation, correlation } = event;
  const code = (text: string | undefined): TemplateResult | undefined =>
    text === undefined
      ? undefined
      : html`<code title=${text}>${text.length > shownDigits ? `${text.slice(0, shownDigits)}…` : text}</code>`;
  return [
    [texts('details.digest'), code(digest)],
    [texts('details.before'), code(before)],
    [texts('details.after'), code(after)],
    [texts('details.time'), html`<code>${event.time}</code>`],
    [
      texts('details.uptime'),
      html`<code>${event.boot} + ${event.uptime.toLocaleString(texts.locale)} ms</code>`,
    ],
    [texts('details.instance'), event.instance],
    [texts('details.operation'), code(operation)],
    [texts('details.correlation'), correlation === operation ? undefined : code(correlation)],
  ];
}

function facts(all: readonly Fact[]): TemplateResult | typeof nothing {
  const known = all.filter(([, value]) => value !== undefined);
  if (known.length === 0) return nothing;
  return html`<dl>
    ${known.map(
      ([label, value]) => html`<dt>${label}</dt>
        <dd>${value}</dd>`,
    )}
  </dl>`;
}

function section(title: string, content: TemplateResult | typeof nothing): TemplateResult | typeof nothing {
  return content === nothing ? nothing : html`<h3>${title}</h3> ${content}`;
}
