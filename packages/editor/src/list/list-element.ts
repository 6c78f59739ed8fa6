export interface ListElementOptions {
  /** Unique in the page. */
  readonly id: string;
  readonly className: string;
  readonly role: 'listbox' | 'tree';
  /** The name of the list for screen readers. */
  readonly label: string;
  /** Several lines can be selected. */
  readonly several: boolean;
  /** A key was pressed, without Ctrl, Alt or Meta. @returns whether it was meant for the list */
  onKey(key: string): boolean;
  /** Other lines may be in sight: it was scrolled, or its size changed. At most once a frame. */
  draw(): void;
}

/** The element of a list of which only what is in sight is drawn. It is one stop for Tab. */
export function listElement(options: ListElementOptions): HTMLElement {
  const element = document.createElement('div');
  element.className = options.className;
  element.id = options.id;
  element.tabIndex = 0;
  element.setAttribute('role', options.role);
  element.setAttribute('aria-label', options.label);
  if (options.several) element.setAttribute('aria-multiselectable', 'true');
  let frame = 0;
  const drawSoon = (): void => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      options.draw();
    });
  };
  element.addEventListener('scroll', drawSoon, { passive: true });
  new ResizeObserver(drawSoon).observe(element);
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !options.onKey(event.key)) return;
    // Node-RED's own shortcuts must not see what was meant for the list.
    event.preventDefault();
    event.stopPropagation();
  });
  return element;
}
