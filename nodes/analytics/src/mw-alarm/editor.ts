import type { NodeExtras } from '@millwright/editor';

export const alarmExtras: NodeExtras = {
  color: '#c9c39f',
  icons: {
    engine: 'fa-bell',
    text: 'fa-commenting-o',
    area: 'fa-map-marker',
    priority: 'fa-sort-amount-asc',
    tag: 'fa-filter',
    unit: 'fa-balance-scale',
    condition: 'fa-question-circle-o',
    level: 'fa-arrows-v',
    direction: 'fa-arrows-v',
    at: 'fa-minus',
    deadband: 'fa-compress',
    over: 'fa-clock-o',
    setPoint: 'fa-bullseye',
    values: 'fa-th-list',
    staleAfter: 'fa-chain-broken',
    onDelay: 'fa-hourglass-start',
    offDelay: 'fa-hourglass-end',
    latching: 'fa-lock',
    autoAcknowledge: 'fa-check',
    longestShelving: 'fa-bell-slash-o',
  },
  label: ({ text }) => (typeof text === 'string' && text !== '' ? text : undefined),
};
