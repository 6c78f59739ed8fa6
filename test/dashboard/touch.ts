import type { Page } from 'playwright-core';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Fingers on the screen, as a real one tells of them: pressed, moved in some steps, lifted.
 * @param from where each finger presses
 * @param to where each is lifted
 */
export async function touch(page: Page, from: readonly Point[], to: readonly Point[] = from): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
    });
  try {
    await send('touchStart', from);
    const steps = from === to ? 0 : 4;
    for (let step = 1; step <= steps; step += 1) {
      const at = (finger: Point, index: number): Point => {
        const end = to[index] ?? finger;
        const share = step / steps;
        return { x: finger.x + (end.x - finger.x) * share, y: finger.y + (end.y - finger.y) * share };
      };
      await send('touchMove', from.map(at));
    }
    await send('touchEnd', []);
  } finally {
    await session.detach();
  }
}

/** What can be pressed inside an element and is smaller than a finger (44 CSS pixels each way). */
export const tooSmall = (page: Page, selector: string): Promise<readonly string[]> =>
  page.locator(selector).evaluateAll((found) =>
    found
      .flatMap((element) => [...element.querySelectorAll('button, select, input, textarea, [role=row]')])
      // A box that is ticked is hit anywhere on its label; the head of a grid is for the eye alone.
      .map((element) =>
        element.matches('[type=checkbox]') ? (element.closest('label') ?? element) : element,
      )
      .filter((element) => element.getClientRects().length > 0 && !element.matches('.mw-al-columns'))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 43.9 || height < 43.9;
      })
      .map((element) => `${element.className} ${element.textContent?.trim().slice(0, 20)}`),
  );
