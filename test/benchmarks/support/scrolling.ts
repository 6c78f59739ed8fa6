import { dashboardFlows, dashboardTargets, openDashboard, startDashboard } from '@millwright/testing';
import type { Page } from 'playwright-core';
import { longListAlarm } from '../../dashboard/long-list.ts';
import { withoutMocha } from './dashboard-page.ts';

/** What scrolling took: frames that were drawn in a second, and what the main thread had to do for each (ms). */
export interface Scrolling {
  readonly framesPerSecond: number;
  readonly busy: number;
}

/**
 * Two seconds of scrolling by so many pixels each frame, from the top. A frame counts when the browser asks for the
 * next one, so when all that the last scroll caused has been done.
 * @param selector of what scrolls
 */
export async function scrollThrough(page: Page, selector: string, pixels: number): Promise<Scrolling> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const before = await busy();
  const { frames, passed } = await page.evaluate(
    async ([wanted, step]) => {
      const element = document.querySelector(wanted);
      if (!element) throw new Error(`There is no ${wanted}`);
      element.scrollTop = 0;
      const from = performance.now();
      let drawn = 0;
      let moved = 0;
      while (performance.now() - from < 2_000) {
        const top = element.scrollTop;
        element.scrollTop += step;
        if (element.scrollTop > top) moved += 1;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        drawn += 1;
      }
      if (moved < drawn) throw new Error(`${wanted} came to its end while it was measured`);
      return { frames: drawn, passed: performance.now() - from };
    },
    [selector, pixels] as const,
  );
  const after = await busy();
  await session.detach();
  return { framesPerSecond: (frames * 1_000) / passed, busy: (after - before) / frames };
}

/** As many rows without anything in them, all of them there: what is left is the browser and the machine. */
export const showPlainRows = (page: Page, rows: number): Promise<void> =>
  page.setContent(
    `<!doctype html><html lang="en"><div id="plain" style="height: 600px; overflow: auto">${'<div style="height: 44px"></div>'.repeat(rows)}</div></html>`,
  );

/** Vuetify's own table of many rows, in a page of Dashboard, which brings it. It shows the same words, without shapes. */
export async function withVuetifyTable<T>(
  rows: number,
  measure: (page: Page, selector: string) => Promise<T>,
): Promise<T> {
  const target = dashboardTargets().at(-1);
  if (!target) throw new Error('There is no Dashboard to measure on');
  const text = {
    id: 'text',
    type: 'ui-text',
    z: 'tab',
    group: 'group',
    order: 1,
    width: 0,
    height: 0,
    x: 1,
    y: 1,
  };
  const nodeRed = await startDashboard(withoutMocha, target, {
    flows: [
      ...dashboardFlows(),
      { id: 'tab', type: 'tab', label: 'Bench' },
      { ...text, name: '', label: 'text', format: '{{msg.payload}}', layout: 'row-left', wires: [] },
    ],
  });
  try {
    const opened = await openDashboard(withoutMocha, nodeRed);
    await opened.page.locator('.nrdb-ui-text').first().waitFor();
    const items = Array.from({ length: rows }, (_, index) => {
      const { id, text: name, area, state } = longListAlarm(index);
      return {
        id,
        text: name,
        state: state.stage,
        value: `${state.value} °C`,
        limit: '80 °C',
        area,
        since: '3 days',
      };
    });
    await opened.page.evaluate((given) => {
      interface App {
        readonly _context: {
          provides: object;
          readonly components: { readonly VDataTableVirtual?: unknown };
        };
        mount(at: Element): unknown;
      }
      const { h, createApp } = (
        window as unknown as {
          Vue: {
            h(type: unknown, properties: object): unknown;
            createApp(component: object): App;
          };
        }
      ).Vue;
      const { _context } = (document.querySelector('#app') as unknown as { __vue_app__: App }).__vue_app__;
      const table = _context.components.VDataTableVirtual;
      if (!table) throw new Error('This Dashboard has no v-data-table-virtual');
      const headers = ['text', 'state', 'value', 'limit', 'area', 'since'].map((key) => ({
        key,
        title: key,
      }));
      const own = createApp({
        render: () =>
          h(table, {
            items: given,
            headers,
            itemValue: 'id',
            height: 600,
            itemHeight: 44,
            fixedHeader: true,
          }),
      });
      own._context.provides = _context.provides;
      Object.assign(own._context.components, _context.components);
      const host = document.createElement('div');
      host.id = 'peer';
      host.style.cssText = 'position: fixed; inset: 0; z-index: 9000; background: white';
      document.body.append(host);
      own.mount(host);
    }, items);
    await opened.page.locator('#peer tbody tr').nth(5).waitFor();
    const measured = await measure(opened.page, '#peer .v-table__wrapper');
    await opened.close();
    return measured;
  } finally {
    await nodeRed.stop();
  }
}
