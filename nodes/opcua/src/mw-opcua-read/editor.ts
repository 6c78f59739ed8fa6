import type { NodeExtras } from '@millwright/editor';
import { fieldIcons, readerExtras } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';

export const readExtras: NodeExtras = {
  ...readerExtras,
  color: nodeColor,
  icons: { ...fieldIcons, maxAge: 'fa-clock-o' },
};
