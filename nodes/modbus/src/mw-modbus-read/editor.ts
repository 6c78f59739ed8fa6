import type { NodeExtras } from '@millwright/editor';

export const readExtras: NodeExtras = {
  color: '#9fc5c9',
  icons: { tags: 'fa-list' },
  label: ({ tags }, labelOf) => labelOf(tags),
};
