import { field } from '@millwright/schema';
import { serialRoads } from './roads.ts';

const when = { road: serialRoads };

/** How a serial line is set: the same for who asks over it and for who answers. */
export const lineFields = {
  baudRate: field.integer({ default: 19_200, min: 50, max: 4_000_000, unit: 'baud', when }),
  dataBits: field.choice({ options: ['8', '7'], default: '8', when }),
  parity: field.choice({ options: ['even', 'odd', 'none'], default: 'even', when }),
  stopBits: field.choice({ options: ['1', '2'], default: '1', when }),
};
