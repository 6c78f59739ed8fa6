import type { NodeExtras } from '@millwright/editor';

export const sampleStoreExtras: NodeExtras = {
  color: '#c9c39f',
  icons: { days: 'fa-calendar', megabytes: 'fa-hdd-o', within: 'fa-clock-o' },
};
