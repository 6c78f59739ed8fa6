import {
  call,
  failedState,
  failureLine,
  failureText,
  html,
  loadingState,
  nothing,
  type OpenTray,
  openTray,
  type TemplateResult,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import { policyRoutes } from '../../common/routes.ts';
import { replacePolicy } from '../policy/edit.ts';
import { openReview } from '../saving/open-review.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';

type Revision = RouteAnswer<typeof policyRoutes.listPolicies>['revisions'][number];

/** Every revision of the rules, and the way back to one. */
export function openRevisions(context: OpenContext): void {
  const title = context.texts('revisions.title');
  const tray = openTray({ title, label: title, width: 560 });
  void load(tray, context, undefined);
}

async function load(tray: OpenTray, context: OpenContext, problem: string | undefined): Promise<void> {
  const { texts } = context;
  tray.show(loadingState(texts('revisions.loading')));
  const found = await call(policyRoutes.listPolicies, {}, { signal: tray.signal });
  if (tray.signal.aborted) return;
  if (found.ok) return show(tray, found.value.revisions, context, problem);
  const title = texts('revisions.failed');
  const { failure } = found;
  tray.show(
    failedState({
      title,
      failure,
      texts,
      retry: () => void load(tray, context, undefined),
    }),
  );
}

function show(
  tray: OpenTray,
  revisions: readonly Revision[],
  context: OpenContext,
  problem: string | undefined,
): void {
  const { texts, format } = context;
  const [newest] = revisions;
  const revert = async ({ revision }: Revision): Promise<void> => {
    // What the sidebar knows of may be older than the list.
    const [now, then] = await Promise.all([
      call(policyRoutes.getPolicy, {}, { signal: tray.signal }),
      call(policyRoutes.getPolicyRevision, { params: { revision } }, { signal: tray.signal }),
    ]);
    if (tray.signal.aborted) return;
    if (!now.ok) return load(tray, context, failureText(now.failure, texts));
    if (!then.ok) return load(tray, context, failureText(then.failure, texts));
    openReview(tray, {
      edit: replacePolicy(now.value.policy, then.value.policy),
      context: { ...context, all: { ...context.all, current: now.value } },
      note: texts('revisions.wentBack', { number: String(revision) }),
      back: () => {
        tray.setPrimary(undefined);
        void load(tray, context, undefined);
      },
    });
  };
  const row = (revision: Revision): TemplateResult => {
    const current = revision === newest;
    const { time, by, note, revertedTo } = revision;
    const number = String(revision.revision);
    return html`<li class="mw-access-revision">
      <span class="mw-symbol ${current ? 'mw-good' : 'mw-quiet'}" aria-hidden="true">${current ? '●' : '○'}</span>
      <span>
        <b>${texts('revisions.number', { number })}</b>
        ${by ?? texts(revertedTo === undefined ? 'revisions.delivered' : 'revisions.itself')}, <time title=${format.exact(time)}>${format.brief(time)}</time>
        ${current ? html`<br />${texts('revisions.current')}` : nothing}
        ${revertedTo === undefined ? nothing : html`<br />${texts('revisions.wentBack', { number: String(revertedTo) })}`}
        ${note === undefined ? nothing : html`<br />${texts('revisions.note', { note })}`}
      </span>
      ${
        current || !mayChange(context)
          ? nothing
          : html`<button
              type="button"
              class="red-ui-button red-ui-button-small"
              aria-label=${texts('revisions.revertSure', { number })}
              @click=${() => void revert(revision)}
            >
              ${texts('revisions.revert')}
            </button>`
      }
    </li>`;
  };
  tray.show(html`${failureLine(problem)}
    <p class="mw-hint">${texts('revisions.hint')}</p>
    <ul class="mw-access-lines">
      ${revisions.map(row)}
    </ul>`);
}
