import { type RedNotification, red } from './red.ts';
import { html, nothing, render, type TemplateResult } from './template.ts';

export interface Action {
  readonly label: string;
  readonly primary?: boolean;
  run(): void;
}

export interface Notice {
  /** One notice of an id at a time: a second one takes the place of the first. */
  readonly id?: string;
  readonly kind: 'success' | 'warning' | 'error';
  readonly text: string;
  /** What helps to understand it: smaller, below the text. */
  readonly hint?: string | undefined;
  /** With actions a notice stays until one is chosen. */
  readonly actions?: readonly Action[];
}

/** Builds a notification's content as nodes: `RED.notify` would take a string for HTML. */
export function noticeContent(content: TemplateResult): HTMLElement {
  const element = document.createElement('div');
  element.className = 'mw-notice';
  render(content, element);
  return element;
}

/** Shows a notification of Node-RED's own. All that it says is text, never markup, and it takes no focus. */
export function notify(notice: Notice): RedNotification {
  const actions = notice.actions ?? [];
  // Node-RED gives the focus to buttons of its own making: the next key would press one, whatever the user was typing.
  const button = ({ label, primary, run }: Action): TemplateResult =>
    html`<button type="button" class=${primary ? 'primary' : ''} @click=${() => {
      notification.close();
      run();
    }}>${label}</button>`;
  const content = noticeContent(
    html`<p>${notice.text}</p>
      ${notice.hint ? html`<p class="mw-hint">${notice.hint}</p>` : nothing}
      ${actions.length === 0 ? nothing : html`<div class="ui-dialog-buttonset">${actions.map(button)}</div>`}`,
  );
  content.setAttribute('role', notice.kind === 'success' ? 'status' : 'alert');
  const notification: RedNotification = red().notify(content, {
    ...(notice.id === undefined ? {} : { id: notice.id }),
    type: notice.kind,
    ...(actions.length > 0 ? { fixed: true } : { timeout: notice.kind === 'success' ? 6000 : 15_000 }),
  });
  return notification;
}

export interface Progress {
  close(): void;
}

/** Says that something runs, until it is closed. Everything behind it is shaded: what runs may change it. */
export function showProgress(text: string): Progress {
  const content = noticeContent(
    html`<p><i class="fa fa-circle-o-notch fa-spin" aria-hidden="true"></i> ${text}</p>`,
  );
  content.setAttribute('role', 'status');
  const notification = red().notify(content, { fixed: true, modal: true });
  return { close: () => notification.close() };
}
