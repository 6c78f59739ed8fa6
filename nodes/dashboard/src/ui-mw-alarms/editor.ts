import type { NodeExtras } from '@millwright/editor';

export const alarmsExtras: NodeExtras = {
  color: '#a8b8c0',
  icons: { engine: 'fa-bell-o', area: 'fa-map-o', anyone: 'fa-unlock-alt', group: 'fa-table' },
  label: ({ engine }, labelOf) => labelOf(engine),
};
