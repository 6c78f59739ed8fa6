import type { TrendScreen } from './screen.ts';
import { fromOf, pan, pause, resume, type TimeView, zoom } from './view.ts';

/** What a press of a key zooms by, and moves the window by. */
const keyZoom = 0.5;
const keyPan = 0.25;

/** What a key does; undefined for one that does nothing here. */
function viewAfter(key: string, shift: boolean, screen: TrendScreen): TimeView | undefined {
  const { view, now, cursor } = screen;
  const middle = cursor ?? view.to - view.span / 2;
  if (key === '+' || key === '=') return zoom(view, keyZoom, middle);
  if (key === '-') return zoom(view, 1 / keyZoom, middle);
  if (key === 'Home') return resume(view, now);
  if (key === ' ') return view.live ? pause(view, now) : resume(view, now);
  if (shift && key === 'ArrowLeft') return pan(view, -view.span * keyPan, now);
  if (shift && key === 'ArrowRight') return pan(view, view.span * keyPan, now);
  return undefined;
}

/** Ten pixels further, and within what is shown. */
function cursorAfter(key: string, screen: TrendScreen): number | undefined {
  const by = key === 'ArrowLeft' ? -10 : 10;
  const { view, cursor, pixel } = screen;
  return Math.min(view.to, Math.max(fromOf(view), (cursor ?? view.to) + by * pixel));
}

/** Works the trend with a key; leaves others to the page. */
export function onKey(event: KeyboardEvent, screen: TrendScreen): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const view = viewAfter(event.key, event.shiftKey, screen);
  if (view) screen.view = view;
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    screen.cursor = cursorAfter(event.key, screen);
  else if (event.key === 'Escape') screen.cursor = undefined;
  else return;
  event.preventDefault();
}

/** A finger that goes no further than this only touches (CSS pixels). */
const still = 8;
/** So close to the cursor, a touch means it (CSS pixels): half of what a finger can be asked to hit. */
const closeBy = 22;

/** One that presses: where it is, and whether it has only touched so far (CSS pixels from the element's left edge). */
interface Pressed {
  readonly began: number;
  readonly x: number;
  readonly isTouch: boolean;
}

/** Works the trend with wheel, mouse and fingers on an element. */
export class Gestures {
  readonly #screen: TrendScreen;
  readonly #element: HTMLElement;
  readonly #pressed = new Map<number, Pressed>();

  constructor(screen: TrendScreen, element: HTMLElement) {
    this.#screen = screen;
    this.#element = element;
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { view } = this.#screen;
    this.#screen.view = zoom(view, 1.002 ** event.deltaY, this.#screen.timeAt(this.#x(event)));
  }

  down(event: PointerEvent): void {
    this.#element.setPointerCapture(event.pointerId);
    const x = this.#x(event);
    // Two fingers zoom: neither of them means the cursor.
    const isTouch = event.pointerType === 'touch' && this.#pressed.size === 0;
    for (const [id, other] of this.#pressed) this.#pressed.set(id, { ...other, isTouch: false });
    this.#pressed.set(event.pointerId, { began: x, x, isTouch });
  }

  move(event: PointerEvent): void {
    const x = this.#x(event);
    const before = this.#pressed.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== 'touch') this.#screen.cursor = this.#screen.timeAt(x);
      return;
    }
    const isTouch = before.isTouch && Math.abs(x - before.began) <= still;
    // A finger is never quite still, and what it touches shall not move away below it.
    if (isTouch) return;
    const other = [...this.#pressed].find(([id]) => id !== event.pointerId)?.[1].x;
    if (other === undefined) this.#drag(x - before.x);
    else this.#pinch(before.x, x, other);
    this.#pressed.set(event.pointerId, { ...before, x, isTouch });
  }

  up(event: PointerEvent): void {
    if (this.#pressed.get(event.pointerId)?.isTouch) this.#touch(this.#x(event));
    this.#pressed.delete(event.pointerId);
  }

  /** The page scrolls, or the system takes the finger: it meant nothing here. */
  cancel(event: PointerEvent): void {
    this.#pressed.delete(event.pointerId);
  }

  leave(event: PointerEvent): void {
    if (event.pointerType !== 'touch' && this.#pressed.size === 0) this.#screen.cursor = undefined;
  }

  /** Sets the cursor, or takes it away where it is touched. */
  #touch(x: number): void {
    const time = this.#screen.timeAt(x);
    const { cursor, pixel } = this.#screen;
    const isMeant = cursor !== undefined && Math.abs(cursor - time) <= closeBy * pixel;
    this.#screen.cursor = isMeant ? undefined : time;
  }

  #drag(by: number): void {
    if (by === 0) return;
    const { view, pixel, now } = this.#screen;
    this.#screen.view = pan(view, -by * pixel, now);
  }

  /** Two fingers: what lies between them stays between them. */
  #pinch(before: number, after: number, other: number): void {
    const factor = Math.abs(before - other) / Math.max(10, Math.abs(after - other));
    this.#screen.view = zoom(this.#screen.view, factor, this.#screen.timeAt((after + other) / 2));
  }

  #x(event: MouseEvent): number {
    return event.clientX - this.#element.getBoundingClientRect().left;
  }
}
