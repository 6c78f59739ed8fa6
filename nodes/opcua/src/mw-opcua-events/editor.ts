import type { NodeExtras } from '@millwright/editor';
import { askerExtras, fieldIcons } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';
import { eventFieldsSource } from '../editor/events/fields-source.ts';
import { browseTool } from '../editor/picker/tools.ts';

export const eventsExtras: NodeExtras = {
  ...askerExtras,
  color: nodeColor,
  icons: {
    ...fieldIcons,
    notifier: 'fa-cube',
    fields: 'fa-list',
    match: 'fa-filter',
    conditions: 'fa-filter',
    publishing: 'fa-paper-plane',
    queue: 'fa-tasks',
    keep: 'fa-filter',
  },
  tools: { notifier: browseTool('notifier', ['Object']) },
  lists: { fields: { sources: [eventFieldsSource] } },
};
