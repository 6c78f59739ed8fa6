import { html, nothing, openTray, type TemplateResult, trayField } from '@millwright/editor';
import { formatPath, type Problem } from '@millwright/schema';
import { policyRoutes } from '../../common/routes.ts';
import { replacePolicy } from '../policy/edit.ts';
import { openReview } from '../saving/open-review.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';
import type { AccessTexts } from '../texts.ts';
import { type RulesFile, readRulesFile, rulesText } from './rules-file.ts';

/** Nobody reads more. */
const most = 20;

/** The rules as a file: to keep elsewhere, and to bring back. */
export function openRulesFile(context: OpenContext): void {
  const { texts, all } = context;
  const title = texts('file.title');
  const tray = openTray({ title, label: title, width: 560 });
  const { policy, revision } = all.current;
  let read: RulesFile | undefined;

  const choose = async ({ target }: Event): Promise<void> => {
    const [file] = (target as HTMLInputElement).files ?? [];
    if (!file) return;
    read = await readRulesFile(file, policyRoutes.setPolicy.maxBodyBytes);
    draw();
  };
  const review = (): void => {
    if (read?.ok) openReview(tray, { edit: replacePolicy(policy, read.policy), context, back: draw });
  };
  const draw = (): void => {
    if (mayChange(context))
      tray.setPrimary({ label: texts('review.open'), disabled: !read?.ok, run: review });
    tray.show(
      html`<p>${texts('file.what')}</p>
        <div class="mw-access-actions">
          <button type="button" class="red-ui-button" @click=${() => saveFile(`access-rules-${revision}.json`, rulesText(policy))}>
            <i class="fa fa-download" aria-hidden="true"></i> ${texts('file.download')}
          </button>
        </div>
        ${mayChange(context) ? upload() : nothing}`,
    );
  };
  const upload = (): TemplateResult => html`${trayField({
    id: 'mw-access-file',
    label: texts('file.upload'),
    hint: texts('file.uploadHint'),
    control: html`<input
        type="file"
        id="mw-access-file"
        accept=".json,application/json"
        aria-describedby="mw-access-file-hint"
        @change=${(event: Event) => void choose(event)}
      />`,
  })}
    <div role="status">${read === undefined ? nothing : readLine(read)}</div>`;
  const readLine = (found: RulesFile): TemplateResult => {
    if (found.ok)
      return html`<p><span class="mw-good mw-symbol" aria-hidden="true">●</span> ${texts.counted('file.fine', found.policy.roles.length)}</p>`;
    const bad = html`<span class="mw-bad mw-symbol" aria-hidden="true">■</span>`;
    if (found.problem !== 'notRules') return html`<p>${bad} ${texts(`file.${found.problem}`)}</p>`;
    const { problems } = found;
    return html`<p>${bad} ${texts('file.notRules')}</p>
      <ul class="mw-access-list">
        ${problems.slice(0, most).map((problem) => html`<li><code>${formatPath(problem.path)}</code> ${problemText(problem, texts)}</li>`)}
        ${problems.length > most ? html`<li>${texts.counted('file.more', problems.length - most)}</li>` : nothing}
      </ul>`;
  };
  draw();
}

function problemText({ code, details }: Problem, texts: AccessTexts): string {
  return texts.find(`problem.${code}`, details) ?? code;
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
