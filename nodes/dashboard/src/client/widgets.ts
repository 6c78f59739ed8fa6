import type { Component } from 'vue';

/** Offers a component to Dashboard, which looks for it at the name of the node's type. */
export function offerWidget(type: string, component: string, definition: Component): void {
  Object.assign(window, { [type]: { [component]: definition } });
}
