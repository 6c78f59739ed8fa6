import type { NodeExtras } from '@millwright/editor';
import { eventFieldsSource } from '../editor/events/fields-source.ts';
import { browseTool } from '../editor/picker/tools.ts';

export const eventsExtras: NodeExtras = {
  color: '#b3c7dd',
  icons: {
    connection: 'fa-plug',
    notifier: 'fa-cube',
    fields: 'fa-list',
    match: 'fa-filter',
    conditions: 'fa-filter',
    publishing: 'fa-paper-plane',
    queue: 'fa-tasks',
    keep: 'fa-filter',
    each: 'fa-clone',
  },
  label: ({ connection }, labelOf) => labelOf(connection),
  tools: { notifier: browseTool('notifier', ['Object']) },
  lists: { fields: { sources: [eventFieldsSource] } },
};
