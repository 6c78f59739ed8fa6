/** Puts style rules into the page once: Dashboard loads no style sheet of a widget. */
export function installStyle(name: string, rules: string): void {
  if (document.querySelector(`style[data-millwright='${name}']`)) return;
  const style = document.createElement('style');
  style.dataset['millwright'] = name;
  style.textContent = rules;
  document.head.append(style);
}
