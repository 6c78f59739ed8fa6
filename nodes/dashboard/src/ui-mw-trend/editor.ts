import type { NodeExtras } from '@millwright/editor';

export const trendExtras: NodeExtras = {
  color: '#a8b8c0',
  icons: {
    label: 'fa-i-cursor',
    store: 'fa-database',
    window: 'fa-arrows-h',
    pens: 'fa-line-chart',
    group: 'fa-table',
  },
  label: ({ label }) => (typeof label === 'string' && label !== '' ? label : undefined),
};
