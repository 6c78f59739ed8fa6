import type { NodeExtras } from '@millwright/editor';

export const watchExtras: NodeExtras = {
  color: '#9fc5c9',
  icons: { tags: 'fa-list', interval: 'fa-clock-o' },
  label: ({ tags }, labelOf) => labelOf(tags),
};
