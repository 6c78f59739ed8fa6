import { h, type VNode } from 'vue';

/** A dialog in front of the page: the browser keeps the focus in it, Escape closes it. It is there only while it is open. */
export function dialog(id: string, content: VNode, close: () => void): VNode {
  return h(
    'dialog',
    {
      key: 'dialog',
      class: 'mw-al-dialog',
      'aria-labelledby': `${id}-question`,
      onVnodeMounted: ({ el }: VNode) => {
        if (el instanceof HTMLDialogElement) el.showModal();
      },
      onClose: close,
      // Keys in a form are nobody else's.
      onKeydown: (event: KeyboardEvent) => event.stopPropagation(),
    },
    [content],
  );
}
