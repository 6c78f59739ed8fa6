import type { NodeExtras } from '@millwright/editor';
import { placeIcons } from '../editor/place-icons.ts';

export const alarmsExtras: NodeExtras = {
  color: '#a8b8c0',
  icons: { engine: 'fa-bell-o', area: 'fa-map-o', anyone: 'fa-unlock-alt', ...placeIcons },
  label: ({ engine }, labelOf) => labelOf(engine),
};
