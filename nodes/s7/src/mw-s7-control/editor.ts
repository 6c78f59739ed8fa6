import type { NodeExtras } from '@millwright/editor';
import { askerExtras, fieldIcons } from '@millwright/plc/editor';

export const controlExtras: NodeExtras = {
  ...askerExtras,
  color: '#d9a89a',
  icons: { ...fieldIcons, zone: 'fa-globe' },
};
