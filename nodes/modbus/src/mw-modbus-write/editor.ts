import type { NodeExtras } from '@millwright/editor';
import { writerExtras } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';

export const writeExtras: NodeExtras = {
  ...writerExtras,
  color: nodeColor,
};
