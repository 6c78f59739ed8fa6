import { unpackTables } from '@millwright/analytics';
import type { Followed, Parcel } from '@millwright/schema';
import {
  type LinesAnswer,
  type LinesRequest,
  linesRequest,
  type TrendPush,
} from '../../common/trend-wire.ts';
import type { Pen, TrendConfig } from '../../ui-mw-trend/schema.ts';
import type { DashboardSocket } from '../dashboard.ts';
import { Link, type LinkState } from '../link.ts';
import { Chart } from './chart.ts';
import { paletteOf } from './colours.ts';
import type { Frame } from './draw.ts';
import type { Formats } from './format.ts';
import { frameOf } from './frame.ts';
import { PenLine } from './pen-line.ts';
import { fromOf, type TimeView, viewAt } from './view.ts';

/** Time stamps of a source may be this far ahead of the server's clock (ms). */
const ahead = 2_000;
/** Lines are asked for no more often than this: while a hand zooms or pans, and while samples come late (ms). */
const pace = { hand: 100, late: 200 } as const;
/** Narrower (CSS pixels) there is no room for axes. */
const narrow = 240;

/** What a trend knows beside its lines. */
export interface TrendStatus {
  readonly link: LinkState;
  readonly isLoading: boolean;
  /** Why the lines could not be had. */
  readonly failure: string | undefined;
  /** Milliseconds that each pen's newest value is old; undefined where there is none. */
  readonly ages: readonly (number | undefined)[];
}

export interface ScreenOptions {
  readonly socket: DashboardSocket;
  readonly id: string;
  readonly config: TrendConfig;
  readonly formats: Formats;
  readonly host: HTMLElement;
  readonly view: TimeView;
  /** After each drawing. */
  readonly onDrawn: () => void;
}

/** A trend in a page: its lines, what of them is shown, and the connection to the server. Nothing of Vue. */
export class TrendScreen {
  readonly lines: readonly PenLine[];
  readonly #options: ScreenOptions;
  readonly #pens: readonly Pen[];
  readonly #link: Link;
  readonly #chart: Chart;
  readonly #sizes: ResizeObserver;
  readonly #clock: ReturnType<typeof setInterval>;
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  #frame = 0;
  #loading: ReturnType<typeof setTimeout> | undefined;
  #loads = 0;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #isLoading = false;
  #failure: string | undefined;
  /** The server's clock minus this one's. */
  #skew = 0;
  #lostAt: number | undefined;
  #view: TimeView;
  #cursor: number | undefined;
  #pushedMeanwhile: Parcel[] | undefined;

  constructor(options: ScreenOptions) {
    const { socket, id, config, formats, host } = options;
    this.#options = options;
    this.#view = options.view;
    this.#pens = config.pens;
    this.lines = config.pens.map(() => new PenLine());
    this.#chart = new Chart(host, { formats, hasRight: config.pens.some(({ axis }) => axis === 'right') });
    this.#link = new Link(socket, id, {
      begin: (followed) => this.#begin(followed),
      push: (parcel) => this.#push(parcel),
      state: (state) => this.#stated(state),
    });
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(host);
    // Time goes on while nothing comes: the axis moves, ages grow.
    this.#clock = setInterval(() => this.redraw(), 1_000);
    this.#link.open();
  }

  get now(): number {
    return Date.now() + this.#skew;
  }

  get view(): TimeView {
    return viewAt(this.#view, this.now);
  }

  /** Shows another part of time. */
  set view(view: TimeView) {
    this.#view = view;
    this.redraw();
    this.#loadSoon(pace.hand);
  }

  get cursor(): number | undefined {
    return this.#cursor;
  }

  set cursor(time: number | undefined) {
    this.#cursor = time;
    this.redraw();
  }

  get status(): TrendStatus {
    const { now } = this;
    return {
      link: this.#link.state,
      isLoading: this.#isLoading,
      failure: this.#failure,
      ages: this.lines.map(({ lastTime }) => (Number.isFinite(lastTime) ? now - lastTime : undefined)),
    };
  }

  /** The time at a place of the host (CSS pixels from its left edge). */
  timeAt(x: number): number {
    const { left, width } = this.#chart.box;
    const { view } = this;
    return fromOf(view) + ((x - left) / Math.max(1, width)) * view.span;
  }

  /** Milliseconds of a CSS pixel. */
  get pixel(): number {
    return this.#view.span / Math.max(1, this.#chart.box.width);
  }

  picture(words: readonly string[]): HTMLCanvasElement {
    return this.#chart.picture(paletteOf(this.#options.host).ground, words);
  }

  /** Draws with the next frame, once for all calls until then. */
  redraw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#chart.draw(this.#drawing());
      this.#options.onDrawn();
    });
  }

  close(): void {
    this.#link.close();
    clearInterval(this.#clock);
    clearTimeout(this.#loading);
    cancelAnimationFrame(this.#frame);
    this.#frame = -1;
    this.#sizes.disconnect();
    this.#chart.destroy();
  }

  #begin({ now }: Followed): void {
    this.#skew = now - Date.now();
    this.#lostAt = undefined;
    void this.#load();
  }

  #stated(state: LinkState): void {
    if (state === 'disconnected') this.#lostAt ??= this.now;
    this.redraw();
  }

  #push(parcel: Parcel): void {
    this.#skew = (parcel.json as TrendPush).now - Date.now();
    if ((parcel.json as TrendPush).reload) this.#loadSoon(pace.late);
    this.#pushedMeanwhile?.push(parcel);
    this.#take(parcel);
    // Who wants less motion sees it with the next second.
    if (!this.#still.matches) this.redraw();
  }

  #take({ numbers }: Parcel): void {
    if (!numbers) return;
    const { live } = this.#view;
    const tables = unpackTables(numbers);
    for (const [index, line] of this.lines.entries()) {
      const [times, values] = tables[index] ?? [];
      if (!times || !values) continue;
      for (let row = 0; row < times.length; row += 1)
        line.append(times[row] as number, values[row] as number, live);
    }
  }

  /** The first time at once, then at a pace. */
  #loadSoon(every: number): void {
    if (this.#loading) return;
    const wait = Math.max(0, this.#loadedAt + every - performance.now());
    this.#loading = setTimeout(() => {
      this.#loading = undefined;
      void this.#load();
    }, wait);
  }

  async #load(): Promise<void> {
    this.#loads += 1;
    this.#loadedAt = performance.now();
    const load = this.#loads;
    const { live, span, to } = this.view;
    const pixels = Math.max(1, Math.round(this.#chart.box.width));
    const request: LinesRequest = { from: to - span, to: live ? to + ahead : to, pixels };
    this.#isLoading = true;
    // What comes after the server has drawn is added to what it drew.
    this.#pushedMeanwhile = [];
    try {
      const { json, numbers } = await this.#link.ask(linesRequest, request);
      if (load !== this.#loads) return;
      const { newest } = json as LinesAnswer;
      for (const [index, [times, values]] of unpackTables(numbers ?? new Float64Array()).entries()) {
        if (times && values)
          this.lines[index]?.replace({ times, values }, span / pixels, newest[index] ?? null);
      }
      this.#failure = undefined;
      for (const parcel of this.#pushedMeanwhile ?? []) this.#take(parcel);
    } catch (error) {
      if (load === this.#loads) this.#failure = error instanceof Error ? error.message : String(error);
    } finally {
      if (load === this.#loads) {
        this.#isLoading = false;
        this.#pushedMeanwhile = undefined;
      }
      this.redraw();
    }
  }

  #resized(): void {
    const { clientWidth, clientHeight } = this.#options.host;
    // Hidden behind the table; it will be seen again.
    if (clientWidth === 0) return;
    this.#chart.resize(clientWidth, clientHeight, clientWidth < narrow);
    this.redraw();
    this.#loadSoon(pace.hand);
  }

  #drawing(): Frame {
    const { view } = this;
    if (view.live) for (const line of this.lines) line.forget(fromOf(view) - view.span);
    return frameOf({
      view,
      pens: this.#pens,
      lines: this.lines.map(({ line }) => line),
      palette: paletteOf(this.#options.host),
      cursor: this.#cursor,
      unknownFrom: this.#unknownFrom(),
    });
  }

  /** Where all pens are stale, or the connection is gone: from then on nothing is known. */
  #unknownFrom(): number | undefined {
    if (this.#link.state === 'disconnected') return this.#lostAt;
    const stale = this.#options.config.stale * 1_000;
    const newest = Math.max(...this.lines.map(({ lastTime }) => lastTime));
    return stale > 0 && Number.isFinite(newest) && this.now - newest > stale ? newest : undefined;
  }
}
