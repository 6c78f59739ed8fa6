/** What a PLC can be asked about itself. */
export const subjects = [
  'state',
  'identification',
  'clock',
  'protection',
  'communication',
  'blocks',
  'block-list',
  'block',
  'system-list',
] as const;

export type Subject = (typeof subjects)[number];
