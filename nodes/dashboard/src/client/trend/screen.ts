import { unpackTables } from '@millwright/analytics';
import { type CodedError, type Followed, isCodedError, type Parcel } from '@millwright/schema';
import type { TrendAlarms } from '../../common/trend-alarms.ts';
import {
  type LinesAnswer,
  type LinesRequest,
  linesRequest,
  type TrendPush,
  trendHeartbeat,
} from '../../common/trend-wire.ts';
import { gapOf, type Pen } from '../../ui-mw-trend/schema.ts';
import { Link, type LinkState } from '../link.ts';
import { pageAround } from '../page-around.ts';
import { ServerClock } from '../server-clock.ts';
import { Chart } from './chart.ts';
import { paletteOf } from './colours.ts';
import type { Frame } from './draw.ts';
import { frameOf } from './frame.ts';
import { heldTo, staleFrom } from './known.ts';
import { pointAt } from './lines.ts';
import { Loader } from './loader.ts';
import { PenLine } from './pen-line.ts';
import type { ScreenOptions } from './screen-options.ts';
import type { TrendStatus } from './status.ts';
import { fromOf, type TimeView, viewAt } from './view.ts';

/** Time stamps of a source may be this far ahead of the server's clock (ms). */
const ahead = 2_000;
/** What the server said so long ago, on the way or in silence, is not what is now (ms). */
const tooLate = 3 * trendHeartbeat;
/** Lines are asked for no more often than this: while a hand zooms or pans, samples come late, or all does (ms). */
const pace = { hand: 100, late: 200, held: 10_000 } as const;
/** Narrower (CSS pixels) there is no room for axes. */
const narrow = 240;

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
  readonly #loader = new Loader(() => this.#load());
  #isKnown = false;
  #alarms: TrendAlarms | undefined;
  #failure: CodedError | undefined;
  /** Whether the lines reach to now, so that what is pushed belongs right behind them. */
  #reaches = false;
  /** Else they reach to here (ms UTC). */
  #loadedTo = Number.NEGATIVE_INFINITY;
  /** Something came since the last load was begun that has not been pushed. */
  #isBehind = false;
  readonly #server = new ServerClock();
  /** When lines were last asked for, by this browser's clock (ms UTC). */
  #asked = Number.NEGATIVE_INFINITY;
  #lostAt: number | undefined;
  #view: TimeView;
  #cursor: number | undefined;
  #pushedMeanwhile: Parcel[] | undefined;

  constructor(options: ScreenOptions) {
    const { socket, id, config, formats, host } = options;
    this.#options = options;
    this.#view = options.view;
    this.#pens = config.pens;
    this.lines = config.pens.map(() => new PenLine(gapOf(config)));
    this.#chart = new Chart(host, { formats, hasRight: config.pens.some(({ axis }) => axis === 'right') });
    this.#link = new Link(socket, id, {
      begin: async (followed) => this.#begin(followed),
      push: (parcel) => this.#push(parcel),
      state: (state) => this.#stated(state),
    });
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(host);
    // Time goes on while nothing comes: the axis moves, ages grow.
    this.#clock = setInterval(() => this.#tick(), 1_000);
    this.#link.open(pageAround);
  }

  get now(): number {
    return this.#server.at(Date.now());
  }

  get view(): TimeView {
    return viewAt(this.#view, this.now);
  }

  /** Shows another part of time. */
  set view(view: TimeView) {
    this.#view = view;
    if (!view.live) this.#fallBehind();
    this.redraw();
    this.#loader.soon(pace.hand);
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
      isLoading: this.#loader.isLoading,
      lag: this.#lag,
      isKnown: this.#isKnown,
      failure: this.#failure,
      ages: this.lines.map(({ lastTime }) => (Number.isFinite(lastTime) ? now - lastTime : undefined)),
    };
  }

  /**
   * What a pen shows at a time: its value, and for how long it has been held (ms); undefined where nothing is known. Of a
   * line that is folded to pixels the age may be short of the true one, never beyond it.
   */
  heldAt(pen: number, time: number): { readonly value: number; readonly age: number } | undefined {
    const line = this.lines[pen];
    if (!line || time >= line.knownTo || time > this.knownTo) return undefined;
    const point = pointAt(line.line, time);
    return point && { value: point.value, age: Math.max(0, time - point.time - 2 * this.pixel) };
  }

  /** The alarms that are marked; undefined where none are to be. */
  get alarms(): TrendAlarms | undefined {
    return this.#alarms;
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
    this.#loader.stop();
    cancelAnimationFrame(this.#frame);
    this.#frame = -1;
    this.#sizes.disconnect();
    this.#chart.destroy();
  }

  #begin({ now }: Followed): void {
    this.#server.hear(now, Date.now());
    this.#fallBehind();
    this.#loader.now();
  }

  /** Late by so much (ms) is too late; undefined while it is not, and while the link says what is wrong. */
  get #lag(): number | undefined {
    const lag = this.#server.lag(Date.now());
    return this.#isKnown && this.#link.state === 'connected' && lag > tooLate ? lag : undefined;
  }

  /** What comes too late may seem so because a clock was set: an answer tells. */
  #tick(): void {
    const isDue = Date.now() - this.#asked > pace.held;
    if (this.#lag !== undefined && isDue && !this.#loader.isLoading) this.#loader.now();
    this.redraw();
  }

  #stated(state: LinkState): void {
    if (state !== 'connected') {
      this.#lostAt ??= this.now;
      this.#fallBehind();
    }
    this.redraw();
  }

  /** From now on something may lack behind the lines, until they are loaded. */
  #fallBehind(): void {
    if (this.#reaches) this.#loadedTo = this.now;
    this.#reaches = false;
  }

  #push(parcel: Parcel): void {
    const { now, reload } = parcel.json as TrendPush;
    this.#server.hear(now, Date.now());
    if (reload) {
      this.#isBehind = true;
      this.#fallBehind();
      this.#loader.soon(pace.late);
    }
    this.#pushedMeanwhile?.push(parcel);
    this.#take(parcel);
    // Who wants less motion sees it with the next second.
    if (!this.#still.matches) this.redraw();
  }

  #take({ json, numbers }: Parcel): void {
    if (!numbers) return;
    const { now } = json as TrendPush;
    for (const [index, [times, values]] of unpackTables(numbers).entries()) {
      for (let row = 0; times && values && row < times.length; row += 1)
        this.lines[index]?.append(times[row] as number, values[row] as number, now, this.#reaches);
    }
  }

  async #load(): Promise<void> {
    const { live, span, to } = this.view;
    const pixels = Math.max(1, Math.round(this.#chart.box.width));
    const request: LinesRequest = { from: to - span, to: live ? to + ahead : to, pixels };
    // What comes after the server has drawn is added to what it drew.
    const asked = Date.now();
    this.#asked = asked;
    const pushed: Parcel[] = [];
    this.#pushedMeanwhile = pushed;
    this.#isBehind = false;
    try {
      const { json, numbers } = await this.#link.ask(linesRequest, request);
      const { now, newest, alarms } = json as LinesAnswer;
      this.#server.hear(now, Date.now(), asked);
      for (const [index, [times, values]] of unpackTables(numbers ?? new Float64Array()).entries()) {
        if (times && values)
          this.lines[index]?.replace({ times, values }, span / pixels, newest[index] ?? null, now);
      }
      this.#alarms = alarms;
      this.#isKnown = true;
      this.#failure = undefined;
      const isConnected = this.#link.state === 'connected';
      this.#reaches = live && this.#view.live && isConnected && !this.#isBehind;
      this.#loadedTo = request.to;
      if (isConnected) this.#lostAt = undefined;
      for (const parcel of pushed) this.#take(parcel);
    } catch (error) {
      if (isCodedError(error)) this.#failure = error;
      throw error;
    } finally {
      this.#pushedMeanwhile = undefined;
      this.redraw();
    }
  }

  #resized(): void {
    const { clientWidth, clientHeight } = this.#options.host;
    // Hidden behind the table; it will be seen again.
    if (clientWidth === 0) return;
    this.#chart.resize(clientWidth, clientHeight, clientWidth < narrow);
    this.redraw();
    this.#loader.soon(pace.hand);
  }

  #drawing(): Frame {
    const { view } = this;
    if (view.live) for (const line of this.lines) line.forget(fromOf(view) - view.span);
    // It would go on to tell a value that can be seen nowhere.
    if (this.#cursor !== undefined && this.#cursor < fromOf(view)) this.#cursor = undefined;
    return frameOf({
      view,
      pens: this.#pens,
      lines: this.lines.map(({ line }) => line),
      heldTo: this.lines.map((line) => heldTo(line, Math.min(this.now, this.knownTo), this.#stale)),
      alarms: this.#alarms,
      knownTo: this.knownTo,
      palette: paletteOf(this.#options.host),
      cursor: this.#cursor,
      unknownFrom: this.#silentFrom ?? staleFrom(this.lines, this.#stale, this.now),
    });
  }

  /** Until when the lines are known (ms UTC). */
  get knownTo(): number {
    const silentFrom = this.#silentFrom ?? Number.POSITIVE_INFINITY;
    return Math.min(silentFrom, this.#reaches ? this.now : this.#loadedTo);
  }

  /** From then on the server said nothing, as far as this page has heard (ms UTC). */
  get #silentFrom(): number | undefined {
    return this.#lostAt ?? (this.#lag === undefined ? undefined : this.#server.said);
  }

  /** Without a newer one, a value is stale after this (ms). */
  get #stale(): number {
    return this.#options.config.stale * 1_000 || Number.POSITIVE_INFINITY;
  }
}
