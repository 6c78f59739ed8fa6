import type { NodeExtras } from '@millwright/editor';
import { fieldIcons, readerExtras } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';

export const watchExtras: NodeExtras = {
  ...readerExtras,
  color: nodeColor,
  icons: {
    ...fieldIcons,
    publishing: 'fa-paper-plane',
    sampling: 'fa-clock-o',
    queue: 'fa-tasks',
    keep: 'fa-filter',
    trigger: 'fa-bell',
    priority: 'fa-sort-amount-desc',
  },
};
