import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AlarmEntry, newAlarm } from '@millwright/analytics';
import { type Figure, findPeer, root } from '@millwright/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { atLeast, below } from './support/figure.ts';
import { median } from './support/statistics.ts';

const rows = 10_000;
const rounds = 5;

/** What a list of ten thousand alarms takes in a page: to open, from the arrival of its text to what is painted, and to scroll. */
export async function run(): Promise<Figure[]> {
  const path = findPeer('chromium');
  const bundle = join(root, 'nodes/dashboard/resources/plant.iife.js');
  if (!path || !existsSync(bundle)) throw new Error('Chromium and `npm run build` are needed');
  const browser = await chromium.launch({
    executablePath: path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const opened: number[] = [];
    const scrolled: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await openPage(browser, bundle);
      opened.push(await timeToOpen(page));
      scrolled.push(await framesPerSecond(page));
      await page.close();
    }
    return [
      below(`open a list of ${rows} alarms`, { value: median(opened) }, 'ms', 500),
      atLeast(`scroll through ${rows} alarms`, { value: median(scrolled) }, 'frames/s', 50),
    ];
  } finally {
    await browser.close();
  }
}

const alarm = (index: number): AlarmEntry => ({
  id: `alarm-${index}`,
  text: `Conveyor ${index}: motor temperature high`,
  area: `Area ${index % 20}`,
  tag: `M${index}.T`,
  priority: 1 + (index % 4),
  longestShelving: 28_800_000,
  unit: '°C',
  state: {
    ...newAlarm(1_764_000_000_000 + index),
    stage: index % 3 === 0 ? 'acknowledged' : 'unacknowledged',
    active: true,
    acknowledged: index % 3 === 0,
    seq: 1,
    occurrence: 1,
    raised: 1,
    quality: 'good',
    value: 80 + (index % 200) / 10,
    limit: 80,
  },
});

/** A page with Vue and the widgets as they are shipped; Dashboard's own start is no part of what is measured. */
async function openPage(browser: Browser, bundle: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  await page.setContent('<!doctype html><html lang="en"><div id="app" style="height: 600px"></div></html>');
  await page.addScriptTag({ path: join(root, 'node_modules/vue/dist/vue.global.prod.js') });
  await page.addScriptTag({ path: bundle });
  const list = JSON.stringify({
    engine: 'Line 2',
    now: Date.now(),
    commands: true,
    figures: {
      since: 0,
      total: 0,
      rate: 0,
      peak: 0,
      floods: [],
      inFlood: 0,
      chattering: [],
      stale: [],
      frequent: [],
    },
    alarms: Array.from({ length: rows }, (_, index) => alarm(index)),
  });
  await page.evaluate((text) => Object.assign(window, { list: text }), list);
  return page;
}

/** From the arrival of the list's text to the second frame in which its rows stand. */
const timeToOpen = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    interface Shell {
      readonly list: string;
      readonly Vue: {
        createApp(
          component: unknown,
          props: object,
        ): {
          provide(name: string, value: unknown): unknown;
          mount(at: string): unknown;
        };
      };
      readonly 'ui-mw-alarms': { readonly MwAlarms: unknown };
    }
    const shell = window as unknown as Shell;
    const listeners = new Map<string, (value: unknown) => void>();
    let started = 0;
    const answer = ({ number, ask }: { number: number; ask: string }): void => {
      const json = (): unknown => {
        if (ask !== 'list') return { life: 'one', now: Date.now() };
        started = performance.now();
        return JSON.parse(shell.list);
      };
      queueMicrotask(() => listeners.get('mw-answer:list')?.({ number, json: json() }));
    };
    const app = shell.Vue.createApp(shell['ui-mw-alarms'].MwAlarms, { id: 'list', props: {}, state: {} });
    app.provide('$socket', {
      connected: true,
      on: (event: string, listener: (value: unknown) => void) => listeners.set(event, listener),
      off: (event: string) => listeners.delete(event),
      emit: (_event: string, _widget: string, request: { number: number; ask: string }) => answer(request),
    });
    app.mount('#app');
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    while (!document.querySelector('.mw-al-row')) await frame();
    await frame();
    return performance.now() - started;
  });

/** Frames in two seconds of scrolling by a thousand pixels each. */
const framesPerSecond = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const grid = document.querySelector('.mw-al-grid');
    if (!grid) return 0;
    const from = performance.now();
    let frames = 0;
    while (performance.now() - from < 2_000) {
      grid.scrollTop += 1_000;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames += 1;
    }
    return (frames * 1_000) / (performance.now() - from);
  });
