import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AlarmEntry, newAlarm } from '@millwright/analytics';
import { root } from '@millwright/testing';
import type { Page } from 'playwright-core';

const bundle = join(root, 'nodes/dashboard/resources/plant.iife.js');

/** One of many alarms, all of them active. */
export const longListAlarm = (index: number): AlarmEntry => ({
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

/** Puts Vue and the widgets as they are shipped into a page, and the text of a list of so many alarms. */
export async function prepareLongList(page: Page, rows: number): Promise<void> {
  if (!existsSync(bundle)) throw new Error('`npm run build` is needed');
  await page.setContent('<!doctype html><html lang="en"><div id="app" style="height: 600px"></div></html>');
  await page.addScriptTag({ path: join(root, 'node_modules/vue/dist/vue.global.prod.js') });
  await page.addScriptTag({ path: bundle });
  const list = JSON.stringify({
    engine: 'Line 2',
    now: Date.now(),
    generation: 1,
    outlook: { readiness: { state: 'ready' }, watched: rows, unknown: 0 },
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
    alarms: Array.from({ length: rows }, (_, index) => longListAlarm(index)),
  });
  await page.evaluate((text) => Object.assign(window, { list: text }), list);
}

/** Opens the list. Gives the time (ms) from the arrival of its text to the second frame in which its rows stand. */
export const openLongList = (page: Page): Promise<number> =>
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
