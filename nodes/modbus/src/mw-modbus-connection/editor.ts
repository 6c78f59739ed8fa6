import type { NodeExtras } from '@millwright/editor';
import { knownUnit, lastUnit, testConnection } from '../editor/ask.ts';
import { roadIcons } from '../editor/road-icons.ts';
import { pluginTexts } from '../editor/texts.ts';

export const connectionExtras: NodeExtras = {
  icons: {
    ...roadIcons,
    timeout: 'fa-clock-o',
    readOnly: 'fa-ban',
    writeAllow: 'fa-pencil',
    connectTimeout: 'fa-clock-o',
    connectDelay: 'fa-clock-o',
    pause: 'fa-pause',
    keepAlive: 'fa-heartbeat',
    silence: 'fa-pause',
    turnaround: 'fa-refresh',
    depth: 'fa-tasks',
    queueLimit: 'fa-hourglass-half',
    queuePolicy: 'fa-filter',
  },
  test: (config, id, _texts, unit) => testConnection(config, id, unit),
  testNumber: { label: () => pluginTexts()('test.unit'), min: 0, max: lastUnit, first: knownUnit },
  label: ({ road, host, port, path }) => {
    if (road === 'rtu' || road === 'ascii') return typeof path === 'string' && path !== '' ? path : undefined;
    return typeof host === 'string' && host !== '' ? `${host}:${port}` : undefined;
  },
};
