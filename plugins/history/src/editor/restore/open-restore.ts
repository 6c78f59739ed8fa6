import {
  actorName,
  call,
  type Failure,
  failedState,
  failureText,
  hasPermission,
  hasUnsavedWork,
  html,
  installStyle,
  loadingState,
  nothing,
  type OpenTray,
  onDeployed,
  openTray,
  type TemplateResult,
} from '@millwright/editor';
import { historyErrors } from '../../common/errors.ts';
import type { RestoreBody, RestorePlan, RestoreProgress } from '../../common/restoring.ts';
import { restoreRoutes } from '../../common/routes.ts';
import type { VersionSummary } from '../../common/version.ts';
import type { ComparisonContext } from '../compare/open-comparison.ts';
import { ComparisonView } from '../compare/view.ts';
import {
  type Choice,
  chosenOf,
  isNothing,
  type OfferedPart,
  offeredParts,
  scopeOf,
  wholeVersion,
} from './choice.ts';
import { choiceTree } from './choice-tree.ts';
import { type ModuleWishes, mustInstall } from './modules.ts';
import { versionOf } from './newest.ts';
import { planTemplate } from './plan-view.ts';
import { progressTemplate } from './progress-view.ts';
import { cancelRestore, runRestore } from './run-restore.ts';
import { restoreStyle } from './style.ts';
import { tellNotRestored, tellRestored } from './tell.ts';
import { type Unsaved, unsavedChoice } from './unsaved.ts';

const planTimeout = 60_000;
const longestNote = 2000;

/**
 * Opens the plan of a restore: what it would change, what of it is wanted, what it needs. Nothing is done until the
 * user says so.
 *
 * @returns whether the version was restored, once the dialog is gone
 */
export function openRestore(number: number, context: ComparisonContext): Promise<boolean> {
  return new Promise((resolve) => {
    new RestoreDialog(number, context, resolve).plan();
  });
}

type Phase =
  | { readonly is: 'planning' }
  | { readonly is: 'planned' }
  | { readonly is: 'unplanned'; readonly failure: Failure }
  | { readonly is: 'running'; readonly progress?: RestoreProgress };

class RestoreDialog {
  readonly #number: number;
  readonly #context: ComparisonContext;
  readonly #tray: OpenTray;
  readonly #view: ComparisonView;
  #phase: Phase = { is: 'planning' };
  #request: AbortController | undefined;
  /** The plan for the whole version: what there is to choose from. */
  #whole: RestorePlan | undefined;
  /** What of it can be chosen. */
  #offered: readonly OfferedPart[] = [];
  /** The plan for what is chosen. */
  #plan: RestorePlan | undefined;
  #choice: Choice = wholeVersion;
  #wishes: ModuleWishes = { install: false, remove: false };
  #unsaved: Unsaved = 'keep';
  #note = '';
  #open = new Set<string>();
  /** Why the last attempt came to nothing. */
  #refusal: Failure | undefined;
  /** Someone has deployed since the plan was shown; `refused`: which a restore came too late for. */
  #overtaken: 'planned' | 'refused' | undefined;
  /** Who that was. */
  #overtakenBy: VersionSummary | undefined;
  #cancelling = false;
  #restored = false;

  constructor(number: number, context: ComparisonContext, done: (restored: boolean) => void) {
    installStyle(restoreStyle);
    const { texts } = context;
    const title = texts('plan.title', { number: String(number) });
    this.#number = number;
    this.#context = context;
    this.#view = new ComparisonView(texts, { compact: true });
    const stop = onDeployed((revision) => this.#onDeployed(revision));
    this.#tray = openTray({
      title,
      label: title,
      width: 'wide',
      onClose: () => {
        stop();
        done(this.#restored);
      },
    });
    this.#tray.element.addEventListener('keydown', (event) => {
      if (this.#phase.is === 'planned') this.#view.onKey(event);
    });
  }

  /** Works out the plan for what is chosen; an older question is given up. */
  plan(): void {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.#show({ is: 'planning' });
    void this.#ask(AbortSignal.any([request.signal, this.#tray.signal]));
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const scoped = !this.#choice.whole;
    if (scoped && isNothing(this.#choice)) {
      this.#plan = undefined;
      this.#show({ is: 'planned' });
      return;
    }
    const scope = scopeOf(this.#choice, this.#offered);
    const result = await call(
      restoreRoutes.planRestore,
      { params: { number: this.#number }, body: scope === undefined ? {} : { scope } },
      { signal, timeout: planTimeout },
    );
    if (signal.aborted) return;
    if (!result.ok) {
      this.#plan = undefined;
      this.#show({ is: 'unplanned', failure: result.failure });
      return;
    }
    this.#plan = result.value;
    if (!scoped) {
      this.#whole = result.value;
      this.#offered = offeredParts(result.value.change);
    }
    this.#view.show(result.value.change);
    this.#show({ is: 'planned' });
    if (this.#overtaken === undefined) return;
    const by = await versionOf(result.value.rev);
    if (signal.aborted || by?.actor.name === undefined) return;
    this.#overtakenBy = by;
    this.#draw();
  }

  #onDeployed(revision: string): void {
    if (this.#phase.is === 'running' || !this.#plan || this.#plan.rev === revision) return;
    this.#planAnew('planned');
  }

  /** What was planned is not what would happen any more. */
  #planAnew(overtaken: 'planned' | 'refused'): void {
    this.#overtaken = overtaken;
    this.#overtakenBy = undefined;
    this.#refusal = undefined;
    this.plan();
  }

  async #restore(): Promise<void> {
    const plan = this.#plan;
    // A second click comes while the first one is at work.
    if (this.#phase.is !== 'planned' || !plan || this.#blocked(plan) !== undefined) return;
    const { texts } = this.#context;
    this.#refusal = undefined;
    this.#overtaken = undefined;
    this.#cancelling = false;
    this.#show({ is: 'running' });
    const { result, shown } = await runRestore(this.#number, this.#body(plan), this.#unsaved, (progress) =>
      this.#show({ is: 'running', progress }),
    );
    if (result.ok) {
      this.#restored = true;
      const asked = { whole: this.#choice.whole, name: this.#chosenName() };
      tellRestored(result.value, shown, asked, texts, (safety) => void openRestore(safety, this.#context));
      this.#tray.close();
      return;
    }
    if (this.#tray.signal.aborted) {
      tellNotRestored(this.#number, result.failure, texts);
      return;
    }
    if (result.failure.code === historyErrors.staleRevision.code) {
      this.#planAnew('refused');
      return;
    }
    this.#refusal = result.failure;
    // What went before the failure may have changed what there is to do.
    this.plan();
  }

  #body(plan: RestorePlan): RestoreBody {
    const scope = scopeOf(this.#choice, this.#offered);
    const note = this.#note.trim();
    return {
      rev: plan.rev,
      ...(scope === undefined ? {} : { scope }),
      ...(this.#wishes.install && plan.modules.missing.length > 0 ? { installModules: true } : {}),
      ...(this.#wishes.remove && plan.modules.superfluous.length > 0 ? { removeModules: true } : {}),
      ...(note === '' ? {} : { note }),
    };
  }

  /** Why the plan cannot be carried out as it is, in words. */
  #blocked(plan: RestorePlan | undefined): string | undefined {
    const { texts } = this.#context;
    const { permission } = restoreRoutes.restoreVersion;
    if (!hasPermission(permission)) return texts('details.mayNotRestore', { permission });
    if (!plan) return texts('plan.choice.none');
    if (plan.runsAlready) return texts('plan.runsAlready');
    return mustInstall(plan) && !this.#wishes.install ? texts('plan.modules.must') : undefined;
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    this.#draw();
  }

  #draw(): void {
    const { texts } = this.#context;
    const ready = this.#phase.is === 'planned' && this.#blocked(this.#plan) === undefined;
    this.#tray.setPrimary({ label: this.#primaryLabel(), disabled: !ready, run: () => void this.#restore() });
    this.#tray.show(
      this.#phase.is === 'running'
        ? progressTemplate(String(this.#number), this.#phase.progress, this.#cancelling, texts, () => {
            this.#cancelling = true;
            this.#draw();
            void cancelRestore();
          })
        : this.#planned(),
    );
  }

  #primaryLabel(): string {
    const { texts } = this.#context;
    const number = String(this.#number);
    if (this.#choice.whole) return texts('restore.button', { number });
    const name = this.#chosenName();
    if (name !== undefined) return texts('plan.button.part', { name, number });
    const { count } = chosenOf(this.#choice, this.#offered);
    return count === 0
      ? texts('plan.button.nothing', { number })
      : texts.counted('plan.button.some', count, { number });
  }

  /** What is chosen, where it is one part or node. */
  #chosenName(): string | undefined {
    if (this.#choice.whole) return undefined;
    const { part, node } = chosenOf(this.#choice, this.#offered);
    if (part) return part.label || this.#context.texts(`change.name.${part.kind}`);
    return node && (node.label || node.type || node.id);
  }

  #planned(): TemplateResult {
    const { texts } = this.#context;
    const phase = this.#phase;
    if (phase.is === 'planning' && !this.#whole)
      return loadingState(texts('plan.loading', { number: String(this.#number) }));
    const blocked = phase.is === 'planned' ? this.#blocked(this.#plan) : undefined;
    return html`${this.#lines()}
      <p>${texts('plan.what')} ${texts('restore.safety')}</p>
      ${blocked === undefined ? nothing : html`<div class="mw-line mw-restore-blocked" role="status">${blocked}</div>`}
      ${this.#choices()}
      ${
        phase.is === 'unplanned'
          ? failedState({
              title: texts('plan.failed'),
              failure: phase.failure,
              texts,
              retry: () => this.plan(),
            })
          : nothing
      }
      <div class=${phase.is === 'planning' ? 'mw-restore-busy' : ''} aria-busy=${phase.is === 'planning'}>
        ${this.#plan ? this.#details(this.#plan) : nothing}
        ${this.#plan && !this.#plan.runsAlready ? html`<h3>${texts('plan.change')}</h3>${this.#view.element}` : nothing}
      </div>`;
  }

  /** What happened since the plan was opened. */
  #lines(): TemplateResult {
    const { texts } = this.#context;
    const refusal = this.#refusal;
    return html`${
      this.#overtaken
        ? html`<div class="mw-line mw-amber" role="alert"><p>${this.#overtakenText(this.#overtaken)}</p></div>`
        : nothing
    }
      ${
        refusal
          ? html`<div class="mw-line mw-amber" role="alert">
              <p><b>${texts('restore.failed', { number: String(this.#number) })}.</b> ${failureText(refusal, texts)}</p>
              <p class="mw-hint">${refusal.code}</p>
            </div>`
          : nothing
      }`;
  }

  #overtakenText(how: 'planned' | 'refused'): string {
    const { texts } = this.#context;
    const by = this.#overtakenBy;
    if (!by) return texts(`plan.overtaken.${how}`);
    return texts(`plan.overtaken.${how}By`, { who: actorName(by.actor, texts), number: String(by.number) });
  }

  #choices(): TemplateResult | typeof nothing {
    const { texts } = this.#context;
    const parts = this.#offered;
    if (parts.length === 0) return nothing;
    const choice = this.#choice;
    const choose = (next: Choice): void => {
      this.#choice = next;
      this.plan();
    };
    const option = (isWhole: boolean, label: string): TemplateResult => html`<label class="mw-compare-switch">
      <input type="radio" name="mw-restore-what" .checked=${choice.whole === isWhole} @change=${() => choose({ ...choice, whole: isWhole })} />
      <span>${label}</span>
    </label>`;
    return html`<fieldset class="mw-restore-choice">
      <legend>${texts('plan.choice.title')}</legend>
      ${option(true, texts('plan.choice.whole'))} ${option(false, texts('plan.choice.some'))}
      ${
        choice.whole
          ? nothing
          : choiceTree({
              parts,
              choice,
              texts,
              isOpen: (key) => this.#open.has(key),
              toggle: (key) => {
                if (!this.#open.delete(key)) this.#open.add(key);
                this.#draw();
              },
              choose,
            })
      }
    </fieldset>`;
  }

  #details(plan: RestorePlan): TemplateResult | typeof nothing {
    if (plan.runsAlready) return nothing;
    const { texts } = this.#context;
    const again = (): void => this.#draw();
    return html`${planTemplate(plan, this.#wishes, texts, (wishes) => {
      this.#wishes = wishes;
      again();
    })}
      ${
        hasUnsavedWork()
          ? unsavedChoice(this.#unsaved, texts, (unsaved) => {
              this.#unsaved = unsaved;
              again();
            })
          : nothing
      }
      <label class="mw-restore-note"
        >${texts('plan.note')}
        <input type="text" maxlength=${longestNote} .value=${this.#note} @input=${({
          currentTarget,
        }: Event) => {
          this.#note = (currentTarget as HTMLInputElement).value;
        }} />
      </label>`;
  }
}
