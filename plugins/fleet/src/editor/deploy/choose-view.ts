import {
  choice,
  fieldValue,
  html,
  nothing,
  type TemplateResult,
  type TimeFormat,
  textInput,
  trayField,
} from '@millwright/editor';
import type { AdoptedFlows, DeviceSummary } from '../../common/devices.ts';
import type { Label } from '../../common/fields.ts';
import type { ReleaseSummary } from '../../common/releases.ts';
import type { SavedSelection } from '../list/saved.ts';
import type { FleetTexts } from '../texts.ts';
import { releaseText } from '../words/release.ts';
import {
  adoptedKeyed,
  type DeployDraft,
  type DeployField,
  type DeployProblems,
  defaultWindow,
  keyOfAdopted,
  releaseKeyed,
} from './draft.ts';
import { whomView } from './whom-view.ts';

/** What there is to choose from. */
export interface DeployChoices {
  readonly releases: readonly ReleaseSummary[];
  readonly devices: readonly DeviceSummary[];
  /** How many devices there are; `devices` may have fewer. */
  readonly all: number;
  readonly labels: readonly (Label & { readonly count: number })[];
  readonly saved: readonly SavedSelection[];
  readonly hasHistory: boolean;
  /** What was changed on devices, the latest first. */
  readonly adopted: readonly AdoptedFlows[];
}

export interface ChooseView {
  readonly draft: DeployDraft;
  readonly choices: DeployChoices;
  readonly problems: DeployProblems;
  /** This editor holds changes that are not deployed. */
  readonly isUndeployed: boolean;
  /** Narrows the devices to tick. */
  readonly search: string;
  readonly busy: boolean;
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  change(draft: DeployDraft): void;
  find(search: string): void;
  /** Takes the devices that a saved selection means now. */
  useSaved(saved: SavedSelection): void;
}

/** What goes to whom. */
export function chooseView(view: ChooseView): TemplateResult {
  return html`<fieldset class="mw-fields mw-fleet-deploy" ?disabled=${view.busy}>
    <div>${whatView(view)}</div>
    <div>${whomView(view)}</div>
  </fieldset>`;
}

function problemText({ problems, texts }: ChooseView, field: DeployField): string | undefined {
  const problem = problems[field];
  return problem === undefined ? undefined : texts(`deploy.problems.${problem}.${field}`);
}

function whatView(view: ChooseView): TemplateResult {
  const { draft, choices, isUndeployed, texts, change } = view;
  const offered = {
    running: true,
    version: choices.hasHistory,
    release: true,
    adopted: choices.adopted.length > 0,
  };
  const kinds = (['running', 'version', 'release', 'adopted'] as const).filter((kind) => offered[kind]);
  return html`${choice({
    id: 'mw-fleet-what',
    legend: texts('deploy.what'),
    options: kinds.map((value) => ({ value, label: texts(`deploy.whats.${value}`) })),
    chosen: draft.what,
    change: (what) => change({ ...draft, what }),
  })}
  ${
    draft.what === 'running' && isUndeployed
      ? html`<div class="mw-line mw-amber" role="status"><p>${texts('deploy.undeployed')}</p></div>`
      : nothing
  }
  ${draft.what === 'version' ? versionField(view) : nothing}
  ${draft.what === 'adopted' ? adoptedField(view) : nothing}
  ${draft.what === 'release' ? releaseField(view) : newRelease(view)}`;
}

function versionField(view: ChooseView): TemplateResult {
  const { draft, texts, change } = view;
  return textInput({
    id: 'mw-fleet-version',
    label: texts('deploy.version'),
    problem: problemText(view, 'version'),
    placeholder: '#128',
    maxLength: 10,
    numeric: true,
    value: draft.version,
    change: (version) => change({ ...draft, version }),
  });
}

function releaseField(view: ChooseView): TemplateResult {
  const { draft, choices, texts, change } = view;
  const signed = choices.releases.filter(({ state }) => state === 'signed');
  const key = draft.release === undefined ? '' : releaseText(draft.release);
  return trayField({
    id: 'mw-fleet-release',
    label: texts('deploy.release'),
    problem: problemText(view, 'release'),
    hint: signed.length === 0 ? texts('deploy.noRelease') : undefined,
    control: html`<select
      id="mw-fleet-release"
      @change=${(event: Event) => {
        const found = releaseKeyed(signed, fieldValue(event));
        change({ ...draft, release: found && { name: found.name, version: found.version } });
      }}
    >
      <option value="">${texts('deploy.chooseRelease')}</option>
      ${signed.map((release) => {
        const text = releaseText(release);
        return html`<option value=${text} ?selected=${text === key} .selected=${text === key}>${text}</option>`;
      })}
    </select>`,
  });
}

function adoptedField(view: ChooseView): TemplateResult {
  const { draft, choices, format, texts, change } = view;
  const chosen = keyOfAdopted(draft.adopted);
  return trayField({
    id: 'mw-fleet-adopted',
    label: texts('deploy.adopted'),
    problem: problemText(view, 'adopted'),
    hint: texts('deploy.adoptedHint'),
    control: html`<select
      id="mw-fleet-adopted"
      @change=${(event: Event) => {
        const found = adoptedKeyed(choices.adopted, fieldValue(event));
        change({
          ...draft,
          adopted: found && { device: found.device, rev: found.rev },
          name: found?.against?.name ?? draft.name,
        });
      }}
    >
      <option value="">${texts('deploy.chooseAdopted')}</option>
      ${choices.adopted.map((adopted) => {
        const key = keyOfAdopted(adopted);
        const text = texts('deploy.adoptedOn', { device: adopted.name, time: format.brief(adopted.time) });
        return html`<option value=${key} ?selected=${key === chosen} .selected=${key === chosen}>${text}</option>`;
      })}
    </select>`,
  });
}

function newRelease(view: ChooseView): TemplateResult {
  const { draft, choices, texts, change } = view;
  const names = [...new Set(choices.releases.map(({ name }) => name))];
  return html`${trayField({
    id: 'mw-fleet-release-name',
    label: texts('deploy.name'),
    hint: texts('deploy.nameHint'),
    problem: problemText(view, 'name'),
    control: html`<input
        type="text"
        id="mw-fleet-release-name"
        list="mw-fleet-release-names"
        maxlength="64"
        autocomplete="off"
        spellcheck="false"
        placeholder="filler-line"
        aria-invalid=${view.problems.name !== undefined}
        aria-describedby="mw-fleet-release-name-hint"
        .value=${draft.name}
        @input=${(event: Event) => change({ ...draft, name: fieldValue(event) })}
      /><datalist id="mw-fleet-release-names">${names.map((name) => html`<option value=${name}></option>`)}</datalist>`,
  })}
    <details class="mw-fleet-section">
      <summary>${texts('deploy.health')}</summary>
      ${textInput({
        id: 'mw-fleet-window',
        label: texts('deploy.window'),
        hint: texts('deploy.windowHint'),
        problem: problemText(view, 'window'),
        placeholder: String(defaultWindow),
        unit: texts('deploy.seconds'),
        maxLength: 5,
        numeric: true,
        value: draft.window,
        change: (window) => change({ ...draft, window }),
      })}
      ${textInput({
        id: 'mw-fleet-health-node',
        label: texts('deploy.node'),
        hint: texts('deploy.nodeHint'),
        maxLength: 64,
        value: draft.node,
        change: (node) => change({ ...draft, node }),
      })}
    </details>`;
}
