import { call, type Failure, failureText, notify, type OpenTray } from '@millwright/editor';
import { accessErrors } from '../../common/errors.ts';
import type { CurrentPolicy } from '../../common/policies.ts';
import { policyRoutes } from '../../common/routes.ts';
import { editorChoices } from '../flows/choices.ts';
import { policyDifference } from '../policy/difference.ts';
import type { PolicyEdit } from '../policy/edit.ts';
import { narrows } from '../policy/narrows.ts';
import type { OpenContext } from '../sidebar/context.ts';
import { type ReviewState, reviewView, type Simulation } from './review-view.ts';

export interface Review {
  readonly edit: PolicyEdit;
  readonly context: OpenContext;
  /** What stands in the note at first. */
  readonly note?: string;
  /** Back to where the change was made. */
  back(): void;
}

/** Five minutes: time enough to try what one may still do. */
const confirmWithin = 300;

/** Shows what a change of the rules means before it is saved: in words, and for what people did lately. */
export function openReview(tray: OpenTray, review: Review): void {
  const back = (): void => {
    review.back();
    // The button that was pressed is gone, and with it the focus.
    tray.element.focus({ preventScroll: true });
  };
  startReview(tray, { ...review, back }, review.context.all.current);
}

function startReview(tray: OpenTray, review: Review, base: CurrentPolicy): void {
  const { edit, context, back } = review;
  const { texts, format, me } = context;
  const { nameOf } = editorChoices();
  const after = edit.apply(base.policy);
  if (after === undefined) {
    showStale(tray, review, base);
    return;
  }
  const differences = policyDifference(base.policy, after, texts, nameOf);
  const narrowsMe = narrows(base.policy, after, me.name);
  let simulation: Simulation = { state: 'loading' };
  let note = review.note ?? '';
  // Without it, what is on trial now would count as confirmed.
  let trial = narrowsMe || base.pending !== undefined;
  let saving = false;
  let failure: string | undefined;

  const simulate = async (): Promise<void> => {
    const found = await call(policyRoutes.simulate, { body: { policy: after } }, { signal: tray.signal });
    if (tray.signal.aborted) return;
    simulation = found.ok
      ? { state: 'ready', found: found.value }
      : { state: 'failed', reason: failureText(found.failure, texts) };
    draw();
  };
  const save = async (): Promise<void> => {
    saving = true;
    failure = undefined;
    draw();
    const trimmed = note.trim();
    const body = {
      policy: after,
      revision: base.revision,
      ...(trimmed === '' ? {} : { note: trimmed }),
      ...(trial ? { confirmWithin } : {}),
    };
    const result = await call(policyRoutes.setPolicy, { body });
    saving = false;
    if (result.ok) {
      tray.beforeLeaving(() => true);
      tray.close();
      const text = texts(result.value.pending ? 'review.savedOnTrial' : 'review.saved');
      notify({ id: 'millwright-access', kind: 'success', text });
      context.reload();
    } else if (result.failure.code === accessErrors.policyStale.code)
      await look(tray, review, result.failure);
    else {
      failure = failureText(result.failure, texts);
      draw();
    }
  };
  const view = (): ReviewState => ({
    kind: 'review',
    differences,
    simulation,
    note,
    trial,
    narrowsMe,
    onTrial: base.pending !== undefined,
    failure,
    setNote: (text) => {
      note = text;
    },
    setTrial: (wanted) => {
      trial = wanted;
      draw();
    },
  });
  const draw = (): void => {
    tray.setPrimary({
      label: texts('review.save'),
      disabled: saving || differences.length === 0 || simulation.state === 'loading',
      run: () => void save(),
    });
    tray.show(reviewView(view(), { texts, format, back }));
  };
  draw();
  tray.element.focus({ preventScroll: true });
  void simulate();
}

/** Asks what holds now, and shows who changed it. */
async function look(tray: OpenTray, review: Review, failure: Failure): Promise<void> {
  const now = await call(policyRoutes.getPolicy, {}, { signal: tray.signal });
  if (tray.signal.aborted) return;
  if (now.ok) showStale(tray, review, now.value);
  else notify({ kind: 'error', text: failureText(failure, review.context.texts) });
}

function showStale(tray: OpenTray, review: Review, now: CurrentPolicy): void {
  const { edit, context, back } = review;
  const { texts, format, all } = context;
  const fits = edit.apply(now.policy) !== undefined;
  const differences = policyDifference(all.current.policy, now.policy, texts, editorChoices().nameOf);
  tray.setPrimary(
    fits ? { label: texts('stale.onTop'), run: () => startReview(tray, review, now) } : undefined,
  );
  tray.show(reviewView({ kind: 'stale', now, differences, fits }, { texts, format, back }));
  tray.element.focus({ preventScroll: true });
  context.reload();
}
