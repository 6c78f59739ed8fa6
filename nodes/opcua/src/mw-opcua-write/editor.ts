import type { NodeExtras } from '@millwright/editor';
import { valuesBeside } from '@millwright/plc/editor';
import { checkValue } from '../editor/check-value.ts';

export const writeExtras: NodeExtras = {
  color: '#b3c7dd',
  icons: {
    tags: 'fa-list',
    source: 'fa-pencil',
    values: 'fa-th-list',
    verify: 'fa-check',
    round: 'fa-bullseye',
    deadline: 'fa-hourglass-half',
  },
  label: ({ tags }, labelOf) => labelOf(tags),
  ...valuesBeside(checkValue),
};
