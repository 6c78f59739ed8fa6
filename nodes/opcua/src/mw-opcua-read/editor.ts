import type { NodeExtras } from '@millwright/editor';
import { selectionBeside } from '@millwright/plc/editor';

export const readExtras: NodeExtras = {
  color: '#b3c7dd',
  icons: {
    tags: 'fa-list',

    which: 'fa-filter',
    group: 'fa-object-group',
    names: 'fa-th-list',
    maxAge: 'fa-clock-o',
    each: 'fa-clone',
    hold: 'fa-history',
  },
  label: ({ tags }, labelOf) => labelOf(tags),
  ...selectionBeside,
};
