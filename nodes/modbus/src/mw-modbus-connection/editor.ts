import type { NodeExtras } from '@millwright/editor';
import { fieldIcons } from '@millwright/plc/editor';
import { roadIcons } from '../editor/road-icons.ts';
import { knownUnit, testConnection } from '../editor/test-connection.ts';
import { pluginTexts } from '../editor/texts.ts';
import { lastUnit } from '../editor/units.ts';

export const connectionExtras: NodeExtras = {
  icons: {
    ...fieldIcons,
    ...roadIcons,
    connectDelay: 'fa-clock-o',
    silence: 'fa-pause',
    turnaround: 'fa-refresh',
  },
  test: (config, id, _texts, unit) => testConnection(config, id, unit),
  testNumber: { label: () => pluginTexts()('test.unit'), min: 0, max: lastUnit, first: knownUnit },
  label: ({ road, host, port, path }) => {
    if (road === 'rtu' || road === 'ascii') return typeof path === 'string' && path !== '' ? path : undefined;
    return typeof host === 'string' && host !== '' ? `${host}:${port}` : undefined;
  },
};
