import { type Figure, findPeer } from '@millwright/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openLongList, prepareLongList } from '../dashboard/long-list.ts';
import { atLeast, below, toCompare } from './support/figure.ts';
import { type Scrolling, scrollThrough, showPlainRows, withVuetifyTable } from './support/scrolling.ts';
import { median } from './support/statistics.ts';

const rows = 10_000;
const rounds = 5;

/** How far one frame goes (px): a thousand brings all rows anew, a hundred is a turn of a mouse wheel. */
const steps = [1_000, 100] as const;

/**
 * What a list of ten thousand alarms takes in a page: to open, from the arrival of its text to what is painted, and to
 * scroll; beside as many empty rows, and Vuetify's own table. Dashboard's own start is no part of what is measured.
 */
export async function* run(): AsyncIterable<Figure> {
  const path = findPeer('chromium');
  if (!path) throw new Error('Chromium is needed: apt-get install chromium');
  const browser = await chromium.launch({
    executablePath: path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const opened: number[] = [];
    const list = await inRounds(browser, '.mw-al-grid', async (page) => {
      await prepareLongList(page, rows);
      opened.push(await openLongList(page));
    });
    yield below(`open a list of ${rows} alarms`, { value: median(opened) }, 'ms', 500);
    const plain = await inRounds(browser, '#plain', (page) => showPlainRows(page, rows));
    const table = await withVuetifyTable(rows, (page, selector) => scrolled(page, selector));
    for (const step of steps) {
      const what = `scroll ${rows} rows by ${step} px a frame`;
      yield* compared(`${what}, empty rows`, plain[step]);
      yield* compared(`${what}, v-data-table-virtual`, table[step]);
      yield atLeast(`${what}, alarm list`, { value: list[step].framesPerSecond }, 'frames/s', 50);
      yield toCompare(`${what}, alarm list: main thread for each frame`, list[step].busy, 'ms');
    }
  } finally {
    await browser.close();
  }
}

type BySteps = Readonly<Record<(typeof steps)[number], Scrolling>>;

const compared = (what: string, { framesPerSecond, busy }: Scrolling): readonly Figure[] => [
  toCompare(what, framesPerSecond, 'frames/s'),
  toCompare(`${what}: main thread for each frame`, busy, 'ms'),
];

const scrolled = async (page: Page, selector: string): Promise<BySteps> => ({
  1000: await scrollThrough(page, selector, 1_000),
  100: await scrollThrough(page, selector, 100),
});

/** The median of several pages, each of them new. */
async function inRounds(
  browser: Browser,
  selector: string,
  fill: (page: Page) => Promise<void>,
): Promise<BySteps> {
  const seen: BySteps[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    await fill(page);
    seen.push(await scrolled(page, selector));
    await page.close();
  }
  const middle = (step: (typeof steps)[number]): Scrolling => ({
    framesPerSecond: median(seen.map((each) => each[step].framesPerSecond)),
    busy: median(seen.map((each) => each[step].busy)),
  });
  return { 1000: middle(1_000), 100: middle(100) };
}
