import { red, textAsHtml } from './red.ts';
import { render, type TemplateResult } from './template.ts';
import { words } from './words.ts';

export interface TrayAction {
  readonly label: string;
  /** Quiet, but visible: why it cannot be done stands in the content. */
  readonly disabled?: boolean;
  run(): void;
}

export interface Tray {
  readonly title: string;
  /** The name of what is shown, for screen readers. */
  readonly label: string;
  /** Pixels, or as wide as the window allows; Node-RED's usual width without it. */
  readonly width?: number | 'wide';
  /** Selects what has the keyboard's focus at the opening; the content as a whole without it. */
  readonly focus?: string;
  /** Called once the tray is gone. */
  onClose?(): void;
}

export interface OpenTray {
  show(content: TemplateResult): void;
  /** What is shown; it has the focus at first, and hears the keys that nothing in it took. */
  readonly element: HTMLElement;
  /** Changes the primary button, once what it needs is known; takes it away without an action. */
  setPrimary(action: TrayAction | undefined): void;
  close(): void;
  readonly signal: AbortSignal;
}

const primaryId = 'mw-tray-primary';

/** Trays of ours that lie over a dialog of Node-RED's: that one is out of the page until they are closed. */
let covering = 0;

/** Whether a dialog of Node-RED's own is open, such as that of a node: what is typed into it is in no flow yet. */
export function isEditing(): boolean {
  if (covering > 0) return true;
  return [...document.querySelectorAll('.red-ui-tray')].some((tray) => !tray.querySelector('.mw-tray'));
}

/** Opens details in Node-RED's own tray, as editing a node does. Escape closes it. */
export function openTray(tray: Tray): OpenTray {
  const content = document.createElement('section');
  content.className = 'mw-tray';
  content.setAttribute('aria-label', tray.label);
  content.tabIndex = -1;
  const gone = new AbortController();
  let primary: TrayAction | undefined;
  let button: HTMLButtonElement | undefined;
  let toolbar: HTMLElement | null = null;
  const showPrimary = (): void => {
    if (!button) return;
    if (!primary) {
      button.remove();
      return;
    }
    button.textContent = primary.label;
    button.disabled = primary.disabled ?? false;
    button.classList.toggle('disabled', primary.disabled ?? false);
    toolbar?.append(button);
  };
  const close = (): void => {
    if (!gone.signal.aborted) red().tray.close();
  };
  const covers = isEditing();
  if (covers) covering += 1;
  red().tray.show({
    title: textAsHtml(tray.title),
    ...(tray.width === undefined
      ? {}
      : { width: tray.width === 'wide' ? Number.POSITIVE_INFINITY : tray.width }),
    // Node-RED asks for it once the tray has come in; what is to have the focus may be drawn by then.
    get focusElement() {
      return (tray.focus && content.querySelector<HTMLElement>(tray.focus)) || content;
    },
    buttons: [
      // The id makes Node-RED's own shortcut for cancelling a tray work here, too.
      { id: 'node-dialog-cancel', text: words().close, click: close },
      // With the bare class `primary` a click beside the tray would count as a click on this button.
      { id: primaryId, text: '', class: 'primary mw-primary', click: () => primary?.run() },
    ],
    open(element) {
      element.find('.red-ui-tray-body').append(content);
      button = element.find<HTMLButtonElement>(`#${primaryId}`)[0];
      toolbar = button?.parentElement ?? null;
      button?.remove();
      showPrimary();
    },
    close() {
      gone.abort();
      if (covers) covering -= 1;
      tray.onClose?.();
    },
  });
  content.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  return {
    element: content,
    show: (template) => void render(template, content),
    setPrimary(action) {
      primary = action;
      showPrimary();
    },
    close,
    signal: gone.signal,
  };
}
