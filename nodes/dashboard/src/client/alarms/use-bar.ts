import { type Component, h, onBeforeUnmount, resolveComponent, type VNode, watch } from 'vue';
import type { DeskInPage } from './use-desk.ts';

/** Until its content has been measured (px): a touch target and its edges. */
const firstHeight = 48;

/**
 * A bar at the bottom of every page. It is a part of Dashboard's own layout, Vuetify's, which leaves room for it: so it
 * stays in view, and covers neither what the page shows nor its drawer. At the top it would hang in the air: Dashboard
 * lets the title scroll away. To be called in `setup`.
 *
 * @returns puts the content into the bar; to be called while rendering
 */
export function useBar(
  id: string,
  { root, draw }: Pick<DeskInPage, 'root' | 'draw'>,
): (line: VNode) => VNode {
  let height = firstHeight;
  const observer = new ResizeObserver(() => {
    const measured = root.value?.offsetHeight ?? firstHeight;
    if (measured === height) return;
    height = measured;
    draw();
  });
  // It is another element where the widget becomes a bar, or none any more.
  watch(root, (element, before) => {
    if (before) observer.unobserve(before);
    if (element) observer.observe(element);
  });
  onBeforeUnmount(() => observer.disconnect());
  return (line) =>
    h(
      resolveComponent('VLayoutItem') as Component,
      { name: `mw-al-${id}`, class: 'mw-al-bar', modelValue: true, position: 'bottom', size: height },
      () => line,
    );
}
