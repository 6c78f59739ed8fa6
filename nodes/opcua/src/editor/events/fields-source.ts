import type { RowSource } from '@millwright/editor';
import { referredId } from '@millwright/schema';
import { pluginTexts } from '../texts.ts';
import { openFieldChooser } from './chooser.ts';

/** Takes fields of events from the types that the specification and the server have. */
export const eventFieldsSource: RowSource = {
  icon: 'fa-bell',
  label: () => pluginTexts()('events.browse'),
  open: (rows, others, take) => {
    const taken = new Set(rows.map(({ name }) => String(name ?? '')));
    openFieldChooser({
      connection: referredId(others['connection']),
      taken,
      take: (fields) => {
        const cells = fields.map(({ name, path, type, attribute = 'Value' }) => ({
          name,
          path,
          type,
          attribute,
        }));
        take(cells, pluginTexts().counted('events.added', cells.length));
      },
    });
  },
};
