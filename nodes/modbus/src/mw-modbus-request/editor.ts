import type { NodeExtras } from '@millwright/editor';

export const requestExtras: NodeExtras = {
  color: '#9fc5c9',
  icons: { connection: 'fa-plug', unit: 'fa-hashtag', deadline: 'fa-hourglass-half' },
  label: ({ connection, unit }, labelOf) => {
    const name = labelOf(connection);
    return name === undefined ? undefined : `${name} / ${unit}`;
  },
};
