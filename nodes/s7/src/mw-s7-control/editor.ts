import type { NodeExtras } from '@millwright/editor';

export const controlExtras: NodeExtras = {
  color: '#d9a89a',
  icons: { connection: 'fa-plug', zone: 'fa-globe', deadline: 'fa-hourglass-half' },
  label: ({ connection }, labelOf) => labelOf(connection),
};
