import type { EditorDoor } from '../door.ts';
import { listStyle } from '../list/style.ts';
import { red } from '../red.ts';
import { statusChip } from '../status/chip.ts';
import { concernsOf } from '../status/concerns.ts';
import { installStyle } from '../style.ts';
import { html, nothing, render, type TemplateResult } from '../template.ts';
import { editorLocale, fill } from '../text.ts';
import { words } from '../words.ts';
import { logInLink, logInSetUpOf } from './log-in-set-up.ts';
import { shortStyle } from './short-style.ts';
import { sidebarStyle } from './style.ts';
import type { Toolbar } from './toolbar.ts';

export interface SidebarOptions {
  /** Unique among all tabs of the editor, such as `millwright-history`. */
  readonly id: string;
  /** What the tab is called. */
  readonly name: string;
  /** A class of Font Awesome 4, which the editor ships: `fa-history`. */
  readonly icon: string;
  readonly door: EditorDoor;
  /** The user opens the tab. */
  onShow?(): void;
}

export interface SidebarView {
  /** Stands on top; `/` puts the focus into it. */
  readonly toolbar?: Toolbar | undefined;
  /** A message above the content. */
  readonly line?: TemplateResult | undefined;
  readonly body: TemplateResult | HTMLElement;
  /** What can be done with what is selected. */
  readonly actions?: TemplateResult | undefined;
  /** What is wrong and what still works: an amber line at the foot. */
  readonly degraded?: TemplateResult | undefined;
  /** The health of this feature in one line. */
  readonly foot?: SidebarFoot | undefined;
}

export interface SidebarFoot {
  readonly tone: 'good' | 'attention' | 'bad';
  readonly text: string;
  /** What a click opens, for screen readers. */
  readonly label: string;
  open(): void;
}

export interface Sidebar {
  show(view: SidebarView): void;
  /** Says something to screen readers, once. */
  announce(text: string): void;
  /** Opens the tab. */
  reveal(): void;
  /** Whether the user sees the tab now. */
  isSeen(): boolean;
  /** Takes the tab away. */
  remove(): void;
}

const symbols = { good: '●', attention: '▲', bad: '■' } as const;

/** Adds a tab to the editor's sidebar with the skeleton that all of ours share. */
export function addSidebar(options: SidebarOptions): Sidebar {
  installStyle(sidebarStyle + shortStyle + listStyle);
  const section = document.createElement('section');
  section.className = 'mw-sidebar';
  section.id = `${options.id}-sidebar`;
  section.setAttribute('aria-label', options.name);
  const foot = document.createElement('div');
  foot.className = 'mw-foot';
  let view: SidebarView = { body: html`` };
  let said = '';

  const draw = (): void => {
    render(
      html`<div class="red-ui-sidebar-header mw-head">
          ${logInLink(options.door)}
          ${statusChip(options.door)}
        </div>
        ${view.toolbar?.element ?? nothing}
        ${view.line === undefined ? nothing : html`<div class="mw-line">${view.line}</div>`}
        <div class="mw-body">${view.body}</div>
        ${view.actions === undefined ? nothing : html`<div class="mw-actions">${view.actions}</div>`}
        ${
          view.degraded === undefined
            ? nothing
            : html`<div class="mw-line mw-amber" role="status">${view.degraded}</div>`
        }
        <span class="mw-hidden-text" role="status">${said}</span>`,
      section,
    );
    render(drawFoot(view.foot), foot);
  };
  section.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (event.key !== '/' || typing || view.toolbar === undefined) return;
    view.toolbar.focus();
    event.preventDefault();
    event.stopPropagation();
  });
  const stops = [
    options.door.selfTest.subscribe(draw),
    concernsOf(options.door).subscribe(draw),
    logInSetUpOf(options.door).subscribe(draw),
  ];
  draw();
  const action = `millwright:show-${options.id.replace(/^millwright-/, '')}-tab`;
  const reveal = (): void => red().sidebar.show(options.id);
  red().actions.add(action, reveal, { label: fill(words().showTab, { name: options.name }, editorLocale()) });
  red().sidebar.addTab({
    id: options.id,
    name: options.name,
    label: options.name,
    iconClass: `fa ${options.icon}`,
    content: section,
    action,
    toolbar: foot,
    onchange: () => options.onShow?.(),
  });
  return {
    show(next) {
      view = next;
      draw();
    },
    announce(text) {
      said = text;
      draw();
    },
    reveal,
    isSeen: () => section.offsetParent !== null && !document.hidden,
    remove() {
      for (const stop of stops) stop();
      red().actions.remove(action);
      red().sidebar.removeTab(options.id);
    },
  };
}

function drawFoot(foot: SidebarFoot | undefined): TemplateResult | typeof nothing {
  if (foot === undefined) return nothing;
  return html`<button type="button" title=${foot.text} aria-label="${foot.label}: ${foot.text}" @click=${() => foot.open()}>
    <span class="mw-symbol mw-${foot.tone}" aria-hidden="true">${symbols[foot.tone]}</span> ${foot.text}
  </button>`;
}
