import type { NodeExtras } from '@millwright/editor';
import { askerExtras } from '@millwright/plc/editor';

export const controlExtras: NodeExtras = {
  ...askerExtras,
  color: '#d9a89a',
  icons: { ...askerExtras.icons, zone: 'fa-globe' },
};
