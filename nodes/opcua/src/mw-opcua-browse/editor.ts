import type { NodeExtras } from '@millwright/editor';
import { browseTool } from '../editor/picker/tools.ts';

export const browseExtras: NodeExtras = {
  color: '#b3c7dd',
  icons: {
    connection: 'fa-plug',
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
  label: ({ connection }, labelOf) => labelOf(connection),
  tools: { node: browseTool('node', ['Object', 'Variable', 'Method']) },
};
