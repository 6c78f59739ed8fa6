import type { NodeExtras } from '@millwright/editor';
import { askerExtras } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';
import { unitLabel } from '../editor/unit-label.ts';

export const requestExtras: NodeExtras = {
  ...askerExtras,
  color: nodeColor,
  icons: { ...askerExtras.icons, unit: 'fa-hashtag' },
  label: unitLabel,
};
