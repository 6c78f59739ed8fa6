import type { penColours } from '../../common/trend-columns.ts';

type Token = Exclude<(typeof penColours)[number], 'auto'>;
const order: readonly Token[] = ['blue', 'orange', 'teal', 'purple', 'brown', 'grey'];

/** Each has a contrast of at least 4.5 to the grounds that it stands on. */
const light: Readonly<Record<Token, string>> = {
  blue: '#1f5f9e',
  orange: '#9a4a06',
  teal: '#0b6b63',
  purple: '#6f35a0',
  brown: '#6d4c2f',
  grey: '#4f5862',
};
const dark: Readonly<Record<Token, string>> = {
  blue: '#8fc0f0',
  orange: '#f2ac5c',
  teal: '#5fd0c1',
  purple: '#d0aef2',
  brown: '#d6b08c',
  grey: '#b4bec8',
};

/** The colours that a page has now. */
export interface Palette {
  readonly text: string;
  readonly ground: string;
  readonly grid: string;
  readonly isDark: boolean;
  pen(colour: string, index: number): string;
}

/** A triplet of Dashboard's, `255,255,255`. */
function triplet(style: CSSStyleDeclaration, name: string): readonly [number, number, number] | undefined {
  const parts = style.getPropertyValue(name).split(',').map(Number);
  const [red, green, blue] = parts;
  return parts.length === 3 && parts.every(Number.isFinite) ? [red ?? 0, green ?? 0, blue ?? 0] : undefined;
}

/**
 * Reads the colours of the page's theme where an element stands. To be asked at each drawing: Dashboard applies its theme
 * after its widgets were mounted, and messages may change it.
 */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const ground = triplet(style, '--v-theme-group-background') ?? [255, 255, 255];
  const isDark = (ground[0] * 299 + ground[1] * 587 + ground[2] * 114) / 1_000 < 128;
  const text = triplet(style, '--v-theme-on-group-background') ?? (isDark ? [255, 255, 255] : [0, 0, 0]);
  const tokens = isDark ? dark : light;
  return {
    text: `rgb(${text.join()})`,
    ground: `rgb(${ground.join()})`,
    grid: `rgba(${text.join()},0.14)`,
    isDark,
    pen: (colour, index) =>
      tokens[order.find((each) => each === colour) ?? (order[index % order.length] as Token)],
  };
}
