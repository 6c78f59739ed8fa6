import type { NodeExtras } from '@millwright/editor';
import { placeIcons } from '../editor/place-icons.ts';

export const bannerExtras: NodeExtras = {
  color: '#a8b8c0',
  icons: {
    engine: 'fa-bell-o',
    area: 'fa-map-o',
    anyone: 'fa-unlock-alt',
    listPage: 'fa-link',
    ...placeIcons,
    place: 'fa-map-marker',
    ui: 'fa-dashboard',
  },
  label: ({ engine }, labelOf) => labelOf(engine),
};
