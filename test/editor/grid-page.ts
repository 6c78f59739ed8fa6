import type { Locator } from 'playwright-core';

/** The cell of a list in a dialog; rows count from 1 in their order on the screen. */
export const cellOf = (form: Locator, list: string, row: number, column: string): Locator =>
  form.locator(`[data-list="${list}"] [role="row"][aria-rowindex="${row + 1}"] [data-column="${column}"]`);

/** Goes to a cell, as a click on it does, and gives its input. */
export async function enterCell(form: Locator, list: string, row: number, column: string): Promise<Locator> {
  const cell = cellOf(form, list, row, column);
  await cell.click();
  return cell.locator('input, select');
}

/** What stands in the cells of a column, from row to row, the active one by its value. */
export const columnTexts = (form: Locator, list: string, column: string): Promise<string[]> =>
  form.locator(`[data-list="${list}"] [role="rowgroup"] [data-column="${column}"]`).evaluateAll((cells) =>
    cells
      .map((cell) => {
        const input = cell.querySelector<HTMLInputElement | HTMLSelectElement>('input, select');
        const row = Number(cell.closest('[role="row"]')?.getAttribute('aria-rowindex'));
        return { row, text: input?.value ?? cell.textContent?.trim() ?? '' };
      })
      .toSorted((a, b) => a.row - b.row)
      .map(({ text }) => text),
  );

/** Pastes a text where the focus is, as Ctrl+V does. */
export const pasteText = (form: Locator, text: string): Promise<void> =>
  form.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    const target = element.contains(document.activeElement) ? document.activeElement : element;
    target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** What Ctrl+C puts on the clipboard. */
export const copiedText = (form: Locator, kind: 'copy' | 'cut' = 'copy'): Promise<string> =>
  form.evaluate((_element, type) => {
    const clipboardData = new DataTransfer();
    document.activeElement?.dispatchEvent(
      new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }),
    );
    return clipboardData.getData('text/plain');
  }, kind);
