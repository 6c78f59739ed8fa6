import type { NodeExtras } from '@millwright/editor';
import { browseTool, methodTool } from '../editor/picker/tools.ts';

export const callExtras: NodeExtras = {
  color: '#c3b5d6',
  icons: {
    connection: 'fa-plug',
    method: 'fa-cog',
    object: 'fa-cube',
    deadline: 'fa-hourglass-half',
    timeout: 'fa-clock-o',
  },
  label: ({ connection }, labelOf) => labelOf(connection),
  tools: { method: methodTool, object: browseTool('object', ['Object']) },
};
