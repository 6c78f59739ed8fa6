import type { NodeExtras } from '@millwright/editor';

export const sampleStoreExtras: NodeExtras = {
  color: '#c9c39f',
  icons: { every: 'fa-filter' },
};
