/**
 * Puts style rules into the page, once for each text: several bundles share one page and bring the same rules.
 * Colours come from Node-RED's own variables only, so every theme of the editor fits.
 */
export function installStyle(rules: string): void {
  const present = [...document.querySelectorAll<HTMLStyleElement>('style[data-millwright]')];
  if (present.some((style) => style.textContent === rules)) return;
  const style = document.createElement('style');
  style.dataset['millwright'] = '';
  style.textContent = rules;
  document.head.append(style);
}
