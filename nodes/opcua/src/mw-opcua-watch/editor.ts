import type { NodeExtras } from '@millwright/editor';
import { selectionBeside } from '@millwright/plc/editor';

export const watchExtras: NodeExtras = {
  color: '#b3c7dd',
  icons: {
    tags: 'fa-list',
    publishing: 'fa-paper-plane',
    which: 'fa-filter',
    group: 'fa-object-group',
    names: 'fa-th-list',
    sampling: 'fa-clock-o',
    queue: 'fa-tasks',
    keep: 'fa-filter',
    trigger: 'fa-bell',
    priority: 'fa-sort-amount-desc',
    each: 'fa-clone',
    hold: 'fa-history',
  },
  label: ({ tags }, labelOf) => labelOf(tags),
  ...selectionBeside,
};
