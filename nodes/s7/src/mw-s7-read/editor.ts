import type { NodeExtras } from '@millwright/editor';
import { selectionBeside } from '@millwright/plc/editor';

export const readExtras: NodeExtras = {
  color: '#9fc9b4',
  icons: {
    tags: 'fa-list',
    which: 'fa-filter',
    group: 'fa-object-group',
    names: 'fa-th-list',
    each: 'fa-clone',
    hold: 'fa-history',
  },
  label: ({ tags }, labelOf) => labelOf(tags),
  ...selectionBeside,
};
