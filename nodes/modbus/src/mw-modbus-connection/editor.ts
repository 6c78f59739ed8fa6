import type { NodeExtras } from '@millwright/editor';

export const connectionExtras: NodeExtras = {
  icons: { host: 'fa-globe', port: 'fa-sign-in', timeout: 'fa-clock-o' },
  label: ({ host, port }) => (typeof host === 'string' && host !== '' ? `${host}:${port}` : undefined),
};
