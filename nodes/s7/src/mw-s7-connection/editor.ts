import type { NodeExtras } from '@millwright/editor';
import { fieldIcons } from '@millwright/plc/editor';
import { testConnection } from '../editor/test-connection.ts';

export const connectionExtras: NodeExtras = {
  icons: {
    ...fieldIcons,
    called: 'fa-crosshairs',
    rack: 'fa-server',
    slot: 'fa-columns',
    as: 'fa-id-card-o',
    localTsap: 'fa-arrow-right',
    remoteTsap: 'fa-arrow-left',
    pdu: 'fa-arrows-h',
    jobs: 'fa-tasks',
  },
  test: (config, id) => testConnection(config, id),
  label: ({ host }) => (typeof host === 'string' && host !== '' ? host : undefined),
};
