import { red, textAsHtml } from './red.ts';
import { render, type TemplateResult } from './template.ts';
import { words } from './words.ts';

export interface TrayAction {
  readonly label: string;
  /** Quiet, but visible: why it cannot be done stands in the content. */
  readonly disabled?: boolean;
  /** That reason in short, on the button itself. */
  readonly hint?: string | undefined;
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
  /**
   * Asked when the user wants to leave, by Close or Escape: the tray stays open on false. The field that had the
   * focus has been left by then, so what was typed into it has been taken.
   */
  beforeLeaving(mayLeave: () => boolean | Promise<boolean>): void;
  /** Closes without asking. */
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

/**
 * Opens details in Node-RED's own tray, as editing a node does. Escape does what Close does; afterwards the focus is
 * back where it was at the opening.
 */
export function openTray(tray: Tray): OpenTray {
  const before = document.activeElement;
  const content = document.createElement('section');
  content.className = 'mw-tray';
  content.setAttribute('aria-label', tray.label);
  content.tabIndex = -1;
  const gone = new AbortController();
  let primary: TrayAction | undefined;
  let button: HTMLButtonElement | undefined;
  let toolbar: HTMLElement | null = null;
  let closing = false;
  let leaving = false;
  let mayLeave: () => boolean | Promise<boolean> = () => true;
  const showPrimary = (): void => {
    if (!button) return;
    const focused = document.activeElement === button;
    const usable = primary !== undefined && !primary.disabled;
    button.textContent = primary?.label ?? '';
    button.title = primary?.hint ?? '';
    button.disabled = !usable;
    button.classList.toggle('disabled', !usable);
    if (!primary) button.remove();
    // To append it once more would take the focus from it.
    else if (!button.isConnected) toolbar?.append(button);
    if (focused && !usable) content.focus({ preventScroll: true });
  };
  const close = (): void => {
    // Node-RED closes whatever tray is on top, so once has to be enough.
    if (closing) return;
    closing = true;
    red().tray.close();
  };
  const leave = async (): Promise<void> => {
    if (leaving || closing) return;
    leaving = true;
    const field = document.activeElement;
    if (field instanceof HTMLElement && field !== content && content.contains(field)) field.blur();
    try {
      if (await mayLeave()) close();
      else if (field instanceof HTMLElement && document.activeElement === document.body) field.focus();
    } finally {
      leaving = false;
    }
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
      { id: 'node-dialog-cancel', text: words().close, click: () => void leave() },
      // With the bare class `primary` a click beside the tray would count as a click on this button.
      { id: primaryId, text: '', class: 'primary mw-primary', click: () => primary?.run() },
    ],
    open(element) {
      element.find('.red-ui-tray-body').append(content);
      button = element.find<HTMLButtonElement>(`#${primaryId}`)[0];
      toolbar = button?.parentElement ?? null;
      button?.remove();
      showPrimary();
      // On all of it: its buttons stand outside of the content.
      element[0]?.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.isComposing) void leave();
      });
    },
    close() {
      closing = true;
      gone.abort();
      if (covers) covering -= 1;
      tray.onClose?.();
      // Node-RED gives the focus to the canvas after this.
      setTimeout(() => giveFocusBack(before));
    },
  });
  return {
    element: content,
    show(template) {
      render(template, content);
      // What had the focus is gone or cannot be used any more: keys still have to be heard here.
      if (content.isConnected && document.activeElement === document.body)
        content.focus({ preventScroll: true });
    },
    setPrimary(action) {
      primary = action;
      showPrimary();
    },
    beforeLeaving(ask) {
      mayLeave = ask;
    },
    close,
    signal: gone.signal,
  };
}

/** To where it was, or to the tray below if that is gone; unless something else than the canvas took it meanwhile. */
function giveFocusBack(to: Element | null): void {
  const now = document.activeElement;
  const free = now === null || now === document.body || now.closest('#red-ui-workspace') !== null;
  if (!free) return;
  const below = [...document.querySelectorAll<HTMLElement>('.mw-tray')].at(-1);
  const target = to instanceof HTMLElement && to.isConnected && to !== document.body ? to : below;
  target?.focus({ preventScroll: true });
}
