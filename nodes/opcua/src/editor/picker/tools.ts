import type { Cells, FieldTool, RowSource } from '@millwright/editor';
import { referredId } from '@millwright/schema';
import { pluginTexts } from '../texts.ts';
import { openPicker } from './picker.ts';
import { rowsFor } from './rows-for.ts';

const icon = 'fa-sitemap';

const connectionIn = (values: Cells): string => referredId(values['connection']);

/** Chooses a node for a field from the tree of the server. */
export const browseTool = (
  field: string,
  classes: readonly ('Object' | 'Variable' | 'Method')[],
): FieldTool => ({
  icon,
  label: () => pluginTexts()('picker.open'),
  open: (values, take) =>
    openPicker({
      connection: connectionIn(values),
      title: pluginTexts()('picker.title'),
      classes,
      several: false,
      now: String(values[field] ?? ''),
      take: ([picked]) => {
        if (picked !== undefined) take({ [field]: picked.node.address });
      },
    }),
});

/** Chooses a method, and the object that it is called on. */
export const methodTool: FieldTool = {
  icon,
  label: () => pluginTexts()('picker.open'),
  open: (values, take) =>
    openPicker({
      connection: connectionIn(values),
      title: pluginTexts()('picker.titleMethod'),
      classes: ['Method'],
      several: false,
      now: String(values['method'] ?? ''),
      take: ([picked]) => {
        if (picked === undefined) return;
        take({ method: picked.node.address, object: picked.parent?.address ?? '' });
      },
    }),
};

/** Takes the rows of a table of tags from the tree of the server. */
export const browseSource: RowSource = {
  icon,
  label: () => pluginTexts()('picker.browse'),
  open: (rows, others, take) => {
    const texts = pluginTexts();
    openPicker({
      connection: connectionIn(others),
      title: texts('picker.titleSeveral'),
      classes: ['Variable'],
      several: true,
      take: (picked) => {
        const added = rowsFor(picked, rows);
        const said = [
          texts.counted('picker.added', added.length),
          ...(added.length < picked.length
            ? [texts.counted('picker.there', picked.length - added.length)]
            : []),
        ];
        take(added, said.join(', '));
      },
    });
  },
};
