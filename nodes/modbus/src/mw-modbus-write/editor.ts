import type { NodeExtras } from '@millwright/editor';
import { writerExtras } from '@millwright/plc/editor';
import { checkValue } from '../editor/check-value.ts';
import { nodeColor } from '../editor/color.ts';

export const writeExtras: NodeExtras = {
  ...writerExtras(checkValue),
  color: nodeColor,
};
