import { html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import { ownFlowsRoutes } from '../../common/routes.ts';
import { lacking } from '../needs.ts';
import { lacksHint, lacksText } from '../words/lacks.ts';
import { releaseText } from '../words/release.ts';
import { approve, lacksChange, pardon } from './actions.ts';
import type { OwnContext } from './context.ts';
import { headlineOf } from './headline.ts';
import { openDrift } from './open-drift.ts';

type Quarantined = NonNullable<OwnState['machine']>['quarantined'];

const whyNoDriftId = 'mw-own-why-no-drift';

/** What somebody may have to see to on this device: stopped flows, local changes, releases that are not tried any more. */
export function needsView(own: OwnState, context: OwnContext): TemplateResult {
  return html`${stoppedView(own, context)} ${driftView(own, context)} ${putBackView(own, context)} ${quarantineView(own, context)}`;
}

/** Why no flow runs, and the two ways out. */
function stoppedView(own: OwnState, context: OwnContext): TemplateResult | typeof nothing {
  if (headlineOf(own) !== 'stopped') return nothing;
  const { texts } = context;
  return html`<section class="mw-own-part">
    <p>${texts('own.stopped.why')}</p>
    <ol>
      <li>${texts('own.stopped.outHub')}</li>
      <li>
        ${texts('own.stopped.outHere')}
        ${button(texts('own.stopped.approve'), () => void approve(context))}
      </li>
    </ol>
  </section>`;
}

function driftView(own: OwnState, context: OwnContext): TemplateResult | typeof nothing {
  const drift = own.machine?.drift;
  if (drift === undefined) return nothing;
  const { texts, format } = context;
  const lacks = lacking([ownFlowsRoutes.compareOwn.permission]);
  const policy = texts.find(`own.drift.policy.${drift.policy}`);
  return html`<section class="mw-own-part">
    <p>${texts('own.drift.text', { since: format.brief(drift.since) })} ${policy ?? nothing}</p>
    ${drift.error === undefined ? nothing : html`<p>${toldText(drift.error, texts)}</p>`}
    <p><button type="button" class="red-ui-button red-ui-button-small" ?disabled=${lacks !== undefined} aria-describedby=${lacks === undefined ? nothing : whyNoDriftId} @click=${() => openDrift(own, context)}>${texts('own.drift.show')}</button>
      ${lacksHint(lacksText('compare', lacks, texts), whyNoDriftId)}</p>
  </section>`;
}

function putBackView({ machine }: OwnState, { texts, format }: OwnContext): TemplateResult | typeof nothing {
  const time = machine?.putBack;
  if (time === undefined) return nothing;
  return html`<p>${texts('own.drift.putBack', { time: format.brief(time) })} ${texts('own.drift.putBackWhy')}</p>`;
}

/** What is wanted, and not tried any more: nothing goes on here before somebody sees to it. */
function quarantineView({ machine }: OwnState, context: OwnContext): TemplateResult | typeof nothing {
  const wanted = (machine?.quarantined ?? []).filter(({ isWanted }) => isWanted);
  if (wanted.length === 0) return nothing;
  return html`<section class="mw-own-part" aria-labelledby="mw-own-quarantine">
    <h4 id="mw-own-quarantine">${context.texts('own.quarantine.title')}</h4>
    ${quarantineList(wanted, context)}
  </section>`;
}

/** What failed here some time and is not wanted now: nothing to see to, but who wants it again finds it here. */
export function formerQuarantineView(
  { machine }: OwnState,
  context: OwnContext,
): TemplateResult | typeof nothing {
  const others = (machine?.quarantined ?? []).filter(({ isWanted }) => !isWanted);
  if (others.length === 0) return nothing;
  return html`<details>
    <summary>${context.texts('own.quarantine.title')}</summary>
    ${quarantineList(others, context)}
  </details>`;
}

function quarantineList(quarantined: Quarantined, context: OwnContext): TemplateResult {
  const { texts } = context;
  return html`<ul>
    ${quarantined.map(({ digest, release }) => {
      const short = digest.slice(0, 12);
      const name = release === undefined ? short : releaseText(release);
      const text =
        release === undefined
          ? texts('own.quarantine.unnamed', { digest: short })
          : texts('own.quarantine.text', { release: name });
      return html`<li>
        ${text}
        ${button(texts('own.quarantine.again'), () => void pardon(digest, context), texts('own.quarantine.label', { release: name }))}
      </li>`;
    })}
  </ul>`;
}

const button = (text: string, run: () => void, label = text): TemplateResult =>
  html`<button type="button" class="red-ui-button red-ui-button-small" aria-label=${label} ?disabled=${lacksChange() !== undefined} @click=${run}>${text}</button>`;
