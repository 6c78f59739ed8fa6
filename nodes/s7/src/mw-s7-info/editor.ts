import type { NodeExtras } from '@millwright/editor';

export const infoExtras: NodeExtras = {
  color: '#9fc9b4',
  icons: {
    connection: 'fa-plug',
    ask: 'fa-question-circle-o',
    kind: 'fa-cube',
    number: 'fa-hashtag',
    list: 'fa-list-ol',
    index: 'fa-hashtag',
    zone: 'fa-globe',
    deadline: 'fa-hourglass-half',
  },
  label: ({ connection }, labelOf) => labelOf(connection),
};
