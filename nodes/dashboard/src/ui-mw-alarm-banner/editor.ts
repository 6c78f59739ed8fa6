import type { NodeExtras } from '@millwright/editor';

export const bannerExtras: NodeExtras = {
  color: '#a8b8c0',
  icons: {
    engine: 'fa-bell-o',
    area: 'fa-map-o',
    anyone: 'fa-unlock-alt',
    listPage: 'fa-link',
    place: 'fa-map-marker',
    group: 'fa-table',
    ui: 'fa-dashboard',
  },
  label: ({ engine }, labelOf) => labelOf(engine),
};
