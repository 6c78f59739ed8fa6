/** What a CPU says of itself. */
export interface Identity {
  readonly orderNumber: string;
  readonly hardware: number;
  /** Three numbers. */
  readonly firmware: readonly [number, number, number];
  readonly system: string;
  readonly module: string;
  readonly plant: string;
  readonly copyright: string;
  readonly serialNumber: string;
  readonly type: string;
}

export const usualIdentity: Identity = {
  orderNumber: '6ES7 315-2EH14-0AB0',
  hardware: 5,
  firmware: [3, 2, 6],
  system: 'MILLWRIGHT',
  module: 'CPU 315-2 PN/DP',
  plant: 'Plant 1',
  copyright: 'Simulated equipment',
  serialNumber: 'S C-X4U421302009',
  type: 'CPU 315-2 PN/DP',
};
