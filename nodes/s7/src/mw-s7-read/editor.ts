import type { NodeExtras } from '@millwright/editor';
import { readerExtras } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';

export const readExtras: NodeExtras = {
  ...readerExtras,
  color: nodeColor,
};
