import uPlot from 'uplot';
import plotRules from 'uplot/dist/uPlot.min.css';
import { installStyle } from '../style.ts';
import { drawFrame, type Frame } from './draw.ts';
import type { Formats } from './format.ts';
import type { Box } from './scale.ts';

export interface ChartOptions {
  readonly formats: Formats;
  readonly hasRight: boolean;
}

/** From so wide on (CSS pixels) it hangs on a wall, to be read from afar: letters and lines are larger by so much. */
const wall = { width: 1_600, scale: 1.6 } as const;

/** CSS pixels between the ticks of an axis and what is written beside them. */
const gap = 5;

/** Axes and a canvas for a trend; everything that knows uPlot stands here. */
export class Chart {
  readonly #plot: uPlot;
  #frame: Frame | undefined;
  readonly #scale: number;
  #isNarrow = false;

  constructor(host: HTMLElement, { formats, hasRight }: ChartOptions) {
    installStyle('uplot', plotRules);
    this.#scale = host.clientWidth >= wall.width ? wall.scale : 1;
    const scaled = (size: number): number => Math.round(size * this.#scale);
    const font = `${scaled(11)}px ${getComputedStyle(host).fontFamily}`;
    const text = (): string => this.#frame?.text ?? '#000';
    const grid = { stroke: () => this.#frame?.grid ?? '#ccc', width: 1 };
    const ticks = { ...grid, size: 4 };
    const room = (size: number) => (): number => (this.#isNarrow ? 0 : scaled(size));
    // It grows in steps, so that the plot does not move with each digit.
    const roomForNumbers: uPlot.Axis.Size = ({ ctx }, values: readonly string[] | null) => {
      if (this.#isNarrow) return 0;
      // Before it has numbers, there is no canvas either.
      const longest = values === null ? 0 : longestText(ctx, font, values);
      return Math.max(scaled(48), 8 * Math.ceil((longest + ticks.size + gap) / 8));
    };
    const axis = { stroke: text, grid, ticks, gap, font };
    const numbers: uPlot.Axis.Values = (_plot, values) =>
      this.#isNarrow
        ? values.map(() => '')
        : values.map((value) => formats.number(value, decimalsOf(values)));
    const times: uPlot.Axis.Values = (_plot, values, _axis, _space, every) =>
      this.#isNarrow ? values.map(() => '') : [...formats.ticks(values, every)];
    this.#plot = new uPlot(
      {
        width: Math.max(1, host.clientWidth),
        height: Math.max(1, host.clientHeight),
        ms: 1,
        legend: { show: false },
        cursor: { show: false },
        series: [{}],
        scales: {
          x: { time: true, auto: false },
          left: { auto: false },
          right: { auto: false },
        },
        axes: [
          { ...axis, size: room(26), values: times, space: scaled(80) },
          { ...axis, scale: 'left', size: roomForNumbers, values: numbers },
          // One grid is enough.
          ...(hasRight
            ? [
                {
                  ...axis,
                  scale: 'right',
                  side: 1 as const,
                  size: roomForNumbers,
                  values: numbers,
                  grid: { show: false },
                },
              ]
            : []),
        ],
        hooks: { draw: [(plot) => this.#draw(plot)] },
      },
      [[0, 1]],
      host,
    );
  }

  /** Where the plot lies in the host (CSS pixels). */
  get box(): Box {
    const { left, top, width, height } = this.#plot.bbox;
    const ratio = uPlot.pxRatio;
    return { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio };
  }

  /** @param isNarrow without axes: all room is for the lines */
  resize(width: number, height: number, isNarrow: boolean): void {
    this.#isNarrow = isNarrow;
    this.#plot.setSize({ width: Math.max(1, width), height: Math.max(1, height) });
  }

  draw(frame: Frame): void {
    this.#frame = frame;
    this.#plot.batch(() => {
      this.#plot.setScale('x', { min: frame.from, max: frame.to });
      this.#plot.setScale('left', frame.left);
      this.#plot.setScale('right', frame.right);
    });
  }

  /** What is drawn as a picture, on its ground and below lines of words. */
  picture(ground: string, words: readonly string[]): HTMLCanvasElement {
    const { canvas } = this.#plot.ctx;
    const line = 18 * uPlot.pxRatio;
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height + line * words.length;
    const context = copy.getContext('2d');
    if (!context) return canvas;
    context.fillStyle = ground;
    context.fillRect(0, 0, copy.width, copy.height);
    context.fillStyle = this.#frame?.text ?? '#000';
    context.font = `${12 * uPlot.pxRatio}px sans-serif`;
    context.textBaseline = 'middle';
    for (const [row, text] of words.entries()) context.fillText(text, line / 2, line * (row + 0.5));
    context.drawImage(canvas, 0, line * words.length);
    return copy;
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #draw(plot: uPlot): void {
    if (this.#frame) drawFrame(plot.ctx, this.#frame, plot.bbox, uPlot.pxRatio * this.#scale);
  }
}

/** The width of the longest text (CSS pixels, as its font says). */
function longestText(context: CanvasRenderingContext2D, font: string, texts: readonly string[]): number {
  context.save();
  context.font = font;
  const widths = texts.map((text) => context.measureText(text).width);
  context.restore();
  return Math.max(0, ...widths);
}

/** As many decimals as tell ticks apart. */
function decimalsOf(values: readonly number[]): number {
  const [first, second] = values;
  const step = first === undefined || second === undefined ? 1 : Math.abs(second - first);
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
}
