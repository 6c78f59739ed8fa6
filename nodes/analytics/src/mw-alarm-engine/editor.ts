import type { NodeExtras } from '@millwright/editor';

export const alarmEngineExtras: NodeExtras = {
  icons: { days: 'fa-calendar' },
};
