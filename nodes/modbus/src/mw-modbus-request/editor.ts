import type { NodeExtras } from '@millwright/editor';
import { askerExtras, fieldIcons } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';
import { unitLabel } from '../editor/unit-label.ts';

export const requestExtras: NodeExtras = {
  ...askerExtras,
  color: nodeColor,
  icons: { ...fieldIcons, unit: 'fa-hashtag' },
  label: unitLabel,
};
