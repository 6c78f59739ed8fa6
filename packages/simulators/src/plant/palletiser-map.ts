/** Where the demo plant's palletiser listens: the port of OPC UA. */
export const palletiserPort = 4840;

/** The namespace of its nodes and types. */
export const palletiserNamespace = 'urn:millwright:palletiser';

/** Its nodes by the names of their tags: below the object `Palletiser`, the ids are text. */
export const palletiserNodes = {
  'palletiser.state': 's=Palletiser.State',
  'palletiser.layer': 's=Palletiser.Layer',
  'palletiser.pallets': 's=Palletiser.Pallets',
  'palletiser.gripper_vacuum': 's=Palletiser.GripperVacuum',
  'palletiser.mode': 's=Palletiser.Mode',
} as const;

export type PalletiserTag = keyof typeof palletiserNodes;

/** The object that has the methods and raises the events. */
export const palletiserObject = 's=Palletiser';

/** What it can be told. */
export const palletiserMethods = { start: 's=Palletiser.StartPallet', abort: 's=Palletiser.Abort' } as const;

/** An id as an address of ours. */
export const palletiserAddress = (id: string): string => `nsu=${palletiserNamespace};${id}`;

/** How many layers a pallet has by itself, and at most. */
export const layers = { usual: 8, most: 10 } as const;
export const casesPerLayer = 12;
