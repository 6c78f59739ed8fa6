import type { NodeExtras } from '@millwright/editor';
import { testConnection } from '../editor/test-connection.ts';

export const connectionExtras: NodeExtras = {
  icons: {
    host: 'fa-globe',
    port: 'fa-sign-in',
    called: 'fa-crosshairs',
    rack: 'fa-server',
    slot: 'fa-columns',
    as: 'fa-id-card-o',
    localTsap: 'fa-arrow-right',
    remoteTsap: 'fa-arrow-left',
    password: 'fa-key',
    timeout: 'fa-clock-o',
    readOnly: 'fa-ban',
    writeAllow: 'fa-pencil',
    connectTimeout: 'fa-clock-o',
    pause: 'fa-pause',
    retryMost: 'fa-refresh',
    pdu: 'fa-arrows-h',
    jobs: 'fa-tasks',
    queueLimit: 'fa-hourglass-half',
    queuePolicy: 'fa-filter',
  },
  test: (config, id) => testConnection(config, id),
  label: ({ host }) => (typeof host === 'string' && host !== '' ? host : undefined),
};
