import type { NodeExtras } from '@millwright/editor';
import { placeIcons } from '../editor/place-icons.ts';

export const trendExtras: NodeExtras = {
  color: '#a8b8c0',
  icons: {
    label: 'fa-i-cursor',
    store: 'fa-database',
    alarms: 'fa-bell-o',
    window: 'fa-arrows-h',
    pens: 'fa-line-chart',
    gap: 'fa-chain-broken',
    stale: 'fa-clock-o',
    kept: 'fa-microchip',
    ...placeIcons,
  },
  label: ({ label }) => (typeof label === 'string' && label !== '' ? label : undefined),
};
