import type { NodeExtras } from '@millwright/editor';
import { askerExtras, fieldIcons } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';
import { browseTool, methodTool } from '../editor/picker/tools.ts';

export const callExtras: NodeExtras = {
  ...askerExtras,
  color: nodeColor,
  icons: {
    ...fieldIcons,
    method: 'fa-cog',
    object: 'fa-cube',
    wide: 'fa-hashtag',
    dates: 'fa-calendar',
    enumerations: 'fa-list-ol',
  },
  tools: { method: methodTool, object: browseTool('object', ['Object']) },
};
