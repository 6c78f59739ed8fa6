import type { NodeExtras } from '@millwright/editor';
import { roadIcons } from '../editor/road-icons.ts';
import { rowRules } from '../mw-modbus-tags/editor.ts';

export const serverExtras: NodeExtras = {
  color: '#9fc5c9',
  icons: {
    ...roadIcons,
    unit: 'fa-hashtag',
    absent: 'fa-question-circle-o',
    mode: 'fa-random',
    answerWithin: 'fa-clock-o',
    notation: 'fa-map-marker',
    byteOrder: 'fa-exchange',
    wide: 'fa-superscript',
    tags: 'fa-list',
    persist: 'fa-floppy-o',
    maxConnections: 'fa-plug',
    idleTimeout: 'fa-hourglass-half',
    allow: 'fa-shield',
  },
  label: ({ road, port, path }) => (road === 'rtu' || road === 'ascii' ? String(path) : `:${port}`),
  rows: { tags: rowRules },
};
