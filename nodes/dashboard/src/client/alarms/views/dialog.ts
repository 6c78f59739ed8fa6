import { h, type VNode } from 'vue';

/** A dialog in front of the page: the browser keeps the focus in it, Escape closes it. It is there only while it is open. */
export function dialog(id: string, name: string, content: VNode, close: () => void): VNode {
  return h(
    'dialog',
    {
      key: name,
      class: 'mw-al-dialog',
      'aria-labelledby': `${id}-question`,
      onVnodeMounted: ({ el }: VNode) => {
        if (el instanceof HTMLDialogElement) el.showModal();
      },
      // Then the focus goes back to where it was.
      onVnodeBeforeUnmount: ({ el }: VNode) => {
        if (el instanceof HTMLDialogElement) el.close();
      },
      onClose: ({ target }: Event) => {
        // One that has gone tells of it when another one may be open.
        if (target instanceof Node && target.isConnected) close();
      },
      // Keys in a form are nobody else's.
      onKeydown: (event: KeyboardEvent) => event.stopPropagation(),
    },
    [content],
  );
}
