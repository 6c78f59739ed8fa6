import type { NodeExtras } from '@millwright/editor';
import { fieldIcons } from '@millwright/plc/editor';
import { nodeColor } from '../editor/color.ts';
import { roadIcons } from '../editor/road-icons.ts';
import { rowRules } from '../mw-modbus-tags/editor.ts';

export const serverExtras: NodeExtras = {
  color: nodeColor,
  icons: {
    ...fieldIcons,
    ...roadIcons,
    unit: 'fa-hashtag',
    absent: 'fa-question-circle-o',
    mode: 'fa-random',
    answerWithin: 'fa-clock-o',
    notation: 'fa-map-marker',
    byteOrder: 'fa-exchange',
    wide: 'fa-superscript',
    persist: 'fa-floppy-o',
    maxConnections: 'fa-plug',
    idleTimeout: 'fa-hourglass-half',
    allow: 'fa-shield',
  },
  label: ({ road, port, path }) => (road === 'rtu' || road === 'ascii' ? String(path) : `:${port}`),
  rows: { tags: rowRules },
};
