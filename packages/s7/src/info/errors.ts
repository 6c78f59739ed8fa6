import { defineErrors } from '@millwright/schema';

const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(4, '0')}`;

/** What can be wrong with what a CPU is asked about itself. */
export const s7InfoErrors = defineErrors('s7', {
  systemListMissing: {
    status: 502,
    family: 'world',
    message: ({ list, index }: { list: number; index: number }) =>
      `The PLC has no system status list ${hex(list)} with index ${hex(index)}: an S7-1200 or S7-1500 has few of them`,
  },
  blockMissing: {
    status: 502,
    family: 'world',
    message: ({ kind, number }: { kind: string; number: number }) => `The PLC has no block ${kind} ${number}`,
  },
  clockUnreadable: {
    status: 502,
    family: 'world',
    message: ({ bytes }: { bytes: string }) => `What the PLC says of its clock is no time: ${bytes}`,
  },
});
