/** Prints a text by itself: a page of its own within this one, so that the editor around it is not printed. */
export function printText(title: string, text: string): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText = 'position: fixed; width: 0; height: 0; border: 0; visibility: hidden';
  document.body.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  if (!page || !view) return;
  page.title = title;
  const content = page.createElement('pre');
  content.style.cssText = 'font: 11pt/1.4 monospace; white-space: pre-wrap; overflow-wrap: anywhere';
  content.textContent = text;
  page.body.append(content);
  view.addEventListener('afterprint', () => frame.remove());
  view.print();
}
