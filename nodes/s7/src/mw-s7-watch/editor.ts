import type { NodeExtras } from '@millwright/editor';
import { selectionBeside } from '@millwright/plc/editor';

export const watchExtras: NodeExtras = {
  color: '#9fc9b4',
  icons: {
    tags: 'fa-list',
    interval: 'fa-clock-o',
    which: 'fa-filter',
    group: 'fa-object-group',
    names: 'fa-th-list',
    report: 'fa-paper-plane',
    heartbeat: 'fa-heartbeat',
    each: 'fa-clone',
    hold: 'fa-history',
  },
  label: ({ tags }, labelOf) => labelOf(tags),
  ...selectionBeside,
};
