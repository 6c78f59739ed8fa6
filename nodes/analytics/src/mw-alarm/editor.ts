import type { NodeExtras } from '@millwright/editor';

export const alarmExtras: NodeExtras = {
  color: '#c9c39f',
  icons: { every: 'fa-filter' },
};
