import type { NodeExtras } from '@millwright/editor';
import { askerExtras, fieldIcons } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';

export const infoExtras: NodeExtras = {
  ...askerExtras,
  color: nodeColor,
  icons: {
    ...fieldIcons,
    ask: 'fa-question-circle-o',
    kind: 'fa-cube',
    number: 'fa-hashtag',
    list: 'fa-list-ol',
    index: 'fa-hashtag',
    zone: 'fa-globe',
  },
};
