import type { NodeExtras } from '@millwright/editor';

export const recordExtras: NodeExtras = {
  color: '#c9c39f',
  icons: { store: 'fa-database', tags: 'fa-filter' },
  label: ({ store }, labelOf) => labelOf(store),
};
