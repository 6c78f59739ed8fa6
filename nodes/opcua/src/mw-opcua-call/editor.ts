import type { NodeExtras } from '@millwright/editor';
import { browseTool, methodTool } from '../editor/picker/tools.ts';

export const callExtras: NodeExtras = {
  color: '#b3c7dd',
  icons: {
    connection: 'fa-plug',
    method: 'fa-cog',
    object: 'fa-cube',
    deadline: 'fa-hourglass-half',
    timeout: 'fa-clock-o',
    wide: 'fa-hashtag',
    dates: 'fa-calendar',
    enumerations: 'fa-list-ol',
  },
  label: ({ connection }, labelOf) => labelOf(connection),
  tools: { method: methodTool, object: browseTool('object', ['Object']) },
};
