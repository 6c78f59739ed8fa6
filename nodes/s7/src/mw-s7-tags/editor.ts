import type { NodeExtras } from '@millwright/editor';
import { fieldIcons, tableExtras } from '@millwright/plc/editor';
import { contribFile, dataBlocksFile, tagTableFile, tagTableXmlFile } from '../editor/imports/files.ts';
import { liveValues } from '../editor/live-values.ts';
import { planInDialog } from '../editor/plan.ts';
import { rowRules } from '../editor/row-rules.ts';

export const tagsExtras: NodeExtras = {
  ...tableExtras,
  icons: {
    ...fieldIcons,
    gap: 'fa-arrows-h',
    maxItems: 'fa-list-ol',
    optimize: 'fa-compress',
    wide: 'fa-hashtag',
    dates: 'fa-calendar',
    zone: 'fa-globe',
  },
  rows: { tags: rowRules },
  lists: {
    tags: {
      live: liveValues,
      plan: planInDialog,
      imports: [dataBlocksFile, tagTableXmlFile, tagTableFile, contribFile],
    },
  },
};
