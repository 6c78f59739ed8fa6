import type { NodeExtras } from '@millwright/editor';
import { askerExtras, fieldIcons } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';
import { browseTool } from '../editor/picker/tools.ts';

export const browseExtras: NodeExtras = {
  ...askerExtras,
  color: nodeColor,
  icons: {
    ...fieldIcons,
    what: 'fa-question-circle-o',
    node: 'fa-sitemap',
    classes: 'fa-filter',
    details: 'fa-info-circle',
    direction: 'fa-exchange',
    reference: 'fa-link',
    subtypes: 'fa-code-fork',
    most: 'fa-list-ol',
    levels: 'fa-level-down',
    timeout: 'fa-hourglass-half',
  },
  tools: { node: browseTool('node', ['Object', 'Variable', 'Method']) },
};
