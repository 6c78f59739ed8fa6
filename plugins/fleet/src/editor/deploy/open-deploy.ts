import {
  call,
  type Failure,
  failedState,
  failureLine,
  failureText,
  hasUnsavedWork,
  html,
  loadingState,
  lookOnlyLine,
  nothing,
  type OpenTray,
  openCanvas,
  openTray,
  type TemplateResult,
} from '@millwright/editor';
import type { ReleaseId } from '../../common/fields.ts';
import type { Plan } from '../../common/releases.ts';
import { deployRoutes } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import type { SavedSelection } from '../list/saved.ts';
import { lacking, needs } from '../needs.ts';
import { loadChoices, resolveSaved } from './choices.ts';
import { chooseView, type DeployChoices } from './choose-view.ts';
import {
  type AdoptedId,
  adoptedKeyed,
  type DeployDraft,
  firstDeploy,
  keyOfAdopted,
  nameFrom,
  readDeploy,
  shownProblems,
} from './draft.ts';
import { followDeploy } from './follow.ts';
import { whyNobody } from './meant.ts';
import { nobodyText, planView } from './plan-view.ts';
import { canDeploy, type PlanDifference, planDifference, planSummary } from './summary.ts';

/** Milliseconds: modules are packed for a plan, and a release is made and signed for many devices. */
const planTimeout = 180_000;
const deployTimeout = 300_000;

/** What a deploy begins with. */
export interface DeployStart {
  readonly devices?: readonly string[];
  readonly release?: ReleaseId;
  readonly adopted?: AdoptedId;
}

/** Opens the way from what and whom over the plan to the deploy. Nothing is done until the user says so. */
export function openDeploy(context: FleetContext, start: DeployStart = {}): void {
  void new DeployDialog(context, start).load();
}

const isOutdated = (failure: Failure): boolean =>
  failure.code === 'fleet.plan-outdated' || failure.code === 'fleet.no-plan';

type Phase = 'choosing' | 'planning' | 'planned' | 'deploying';

class DeployDialog {
  readonly #context: FleetContext;
  readonly #tray: OpenTray;
  #choices: DeployChoices | undefined;
  #draft: DeployDraft;
  #phase: Phase = 'choosing';
  #plan: Plan | undefined;
  /** What the plan showed is not so any more: it is made again, and says what is otherwise. */
  #isOutdated = false;
  #difference: PlanDifference | undefined;
  /** What is missing is said once it was tried. */
  #tried = false;
  #failure: string | undefined;
  #search = '';
  #passphrase = '';
  #note = '';
  #open = new Set<string>();
  #pages = 1;

  constructor(context: FleetContext, { devices = [], release, adopted }: DeployStart) {
    const title = context.texts('deploy.title');
    this.#context = context;
    this.#tray = openTray({ title, label: title, width: 'wide' });
    this.#draft = {
      ...firstDeploy,
      ...(devices.length > 0 ? { whom: 'devices', devices } : {}),
      ...(release === undefined ? {} : { what: 'release', release }),
      ...(adopted === undefined ? {} : { what: 'adopted', adopted }),
    };
  }

  async load(): Promise<void> {
    const { texts } = this.#context;
    this.#tray.show(loadingState(texts('deploy.loading')));
    const found = await loadChoices(this.#tray.signal, this.#context.showVersion() !== undefined);
    if (this.#tray.signal.aborted) return;
    if (!found.ok) {
      this.#showFailed(texts('deploy.failed'), found.failure, () => void this.load());
      return;
    }
    this.#choices = found.value;
    // A line goes on under its name; the first one is called as the tab that is open.
    const { releases, adopted } = found.value;
    const changed = adoptedKeyed(adopted, keyOfAdopted(this.#draft.adopted));
    const name = changed?.against?.name ?? releases[0]?.name ?? nameFrom(openCanvas()?.label ?? '');
    this.#draft = { ...this.#draft, name };
    this.#draw();
  }

  async #makePlan(): Promise<void> {
    this.#tried = true;
    const read = readDeploy(this.#draft);
    if (!read.ok || this.#whyNot() !== undefined) {
      this.#draw();
      this.#tray.element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.#failure = undefined;
    this.#show('planning');
    const { signal } = this.#tray;
    const found = await call(deployRoutes.makePlan, { body: read.body }, { signal, timeout: planTimeout });
    if (signal.aborted) return;
    if (!found.ok) {
      this.#isOutdated = false;
      this.#failure = failureText(found.failure, this.#context.texts);
      this.#show('choosing');
      return;
    }
    const former = this.#isOutdated ? this.#plan : undefined;
    this.#plan = found.value;
    this.#difference = former && planDifference(former, found.value);
    this.#isOutdated = false;
    this.#open = new Set(this.#difference?.ids);
    this.#pages = 1;
    this.#show('planned');
  }

  async #deploy(): Promise<void> {
    const plan = this.#plan;
    if (!plan || this.#phase !== 'planned') return;
    this.#failure = undefined;
    this.#show('deploying');
    const note = this.#note.trim();
    const body = {
      plan: plan.id,
      ...(plan.needsPassphrase ? { passphrase: this.#passphrase } : {}),
      ...(note === '' ? {} : { note }),
    };
    const done = await call(deployRoutes.deploy, { body }, { timeout: deployTimeout });
    this.#context.reload();
    if (this.#tray.signal.aborted) return;
    this.#isOutdated = !done.ok && isOutdated(done.failure);
    // What was typed is still good for the plan that is made next; it leaves with the tray.
    if (!this.#isOutdated) this.#passphrase = '';
    if (done.ok) {
      followDeploy(this.#tray, { id: done.value.id, deploy: done.value }, this.#context);
      return;
    }
    this.#failure = failureText(done.failure, this.#context.texts);
    this.#show('planned');
  }

  async #useSaved(saved: SavedSelection): Promise<void> {
    const { signal } = this.#tray;
    const found = await resolveSaved(saved, signal);
    if (signal.aborted) return;
    if (found.ok) this.#change({ ...this.#draft, ...found.value });
    else {
      this.#failure = failureText(found.failure, this.#context.texts);
      this.#draw();
    }
  }

  #change(draft: DeployDraft): void {
    this.#draft = draft;
    this.#failure = undefined;
    this.#draw();
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    this.#draw();
  }

  #showFailed(title: string, failure: Failure, retry: () => void): void {
    const { texts } = this.#context;
    this.#tray.show(failedState({ title, failure, texts, retry }));
  }

  #draw(): void {
    if (this.#tray.signal.aborted || !this.#choices) return;
    this.#tray.show(this.#content(this.#choices));
    this.#setPrimary();
  }

  #setPrimary(): void {
    const { texts } = this.#context;
    const plan = this.#plan;
    const whyNot = this.#whyNot();
    if (this.#phase === 'choosing' || this.#phase === 'planning' || !plan) {
      this.#tray.setPrimary({
        label: texts('deploy.plan'),
        disabled:
          this.#phase === 'planning' || whyNot !== undefined || (this.#tried && !readDeploy(this.#draft).ok),
        hint: whyNot,
        run: () => void this.#makePlan(),
      });
      return;
    }
    if (this.#isOutdated) {
      this.#tray.setPrimary({ label: texts('plan.again'), run: () => void this.#makePlan() });
      return;
    }
    const opened = !plan.needsPassphrase || this.#passphrase !== '';
    const gets = planSummary(plan).gets.length;
    this.#tray.setPrimary({
      label: gets === 0 ? texts('plan.goNowhere') : texts.counted('plan.go', gets),
      disabled: this.#phase === 'deploying' || !canDeploy(plan) || !opened || whyNot !== undefined,
      hint: whyNot,
      run: () => void this.#deploy(),
    });
  }

  /** What the user lacks for the step that is next. */
  #lacks(): string | undefined {
    if (this.#phase !== 'choosing') return lacking(needs.deploy);
    return lacking(this.#draft.what === 'version' ? needs.planOfVersion : needs.plan);
  }

  /** Why the step that is next cannot be taken by anybody, or not by this user. */
  #whyNot(): string | undefined {
    const { texts } = this.#context;
    const permission = this.#lacks();
    if (permission !== undefined) return texts('menu.notAllowed', { permission });
    if (this.#phase !== 'choosing') return this.#plan && nobodyText(this.#plan, texts);
    const nobody = this.#choices && whyNobody(this.#choices, this.#draft);
    return nobody && texts(`deploy.nobody.${nobody}`);
  }

  #content(choices: DeployChoices): TemplateResult {
    const { texts } = this.#context;
    if (this.#phase === 'planning') return loadingState(texts('plan.loading'));
    // At once, and not after all was chosen.
    const permission = this.#lacks() ?? lacking(needs.deploy);
    const lacks = permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }));
    if (this.#phase === 'choosing' || !this.#plan) {
      const read = readDeploy(this.#draft);
      return html`${lacks} ${failureLine(this.#failure)}
      ${chooseView({
        draft: this.#draft,
        choices,
        format: this.#context.format,
        problems: read.ok ? {} : shownProblems(read.problems, this.#tried),
        isUndeployed: hasUnsavedWork(),
        search: this.#search,
        busy: false,
        texts,
        change: (draft) => this.#change(draft),
        find: (search) => {
          this.#search = search;
          this.#draw();
        },
        useSaved: (saved) => void this.#useSaved(saved),
      })}`;
    }
    return html`${lacks}
    ${planView({
      plan: this.#plan,
      passphrase: this.#passphrase,
      note: this.#note,
      failure: this.#failure,
      busy: this.#phase === 'deploying',
      pages: this.#pages,
      difference: this.#difference,
      texts,
      format: this.#context.format,
      isOpen: (device) => this.#open.has(device),
      toggle: (device) => {
        if (!this.#open.delete(device)) this.#open.add(device);
        this.#draw();
      },
      type: (field, text) => {
        if (field === 'note') this.#note = text;
        else this.#passphrase = text;
        this.#draw();
      },
      morePages: () => {
        this.#pages += 1;
        this.#draw();
      },
      back: () => {
        this.#failure = undefined;
        this.#isOutdated = false;
        this.#show('choosing');
      },
    })}`;
  }
}
