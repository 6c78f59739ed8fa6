import type { NodeExtras } from '@millwright/editor';
import { valuesBeside } from '@millwright/plc/editor';
import { checkValue } from '../editor/check-value.ts';

export const writeExtras: NodeExtras = {
  color: '#9fc9b4',
  icons: {
    tags: 'fa-list',
    source: 'fa-pencil',
    values: 'fa-th-list',
    verify: 'fa-check',
    deadline: 'fa-hourglass-half',
  },
  label: ({ tags }, labelOf) => labelOf(tags),
  ...valuesBeside(checkValue),
};
