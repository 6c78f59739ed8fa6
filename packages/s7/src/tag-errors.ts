import { defineErrors } from '@millwright/schema';
import type { AddressProblemCode } from './address/problems.ts';

interface Unfit {
  /** Name of the tag. */
  readonly tag?: string;
  /** `INT[10]`: what is wanted. */
  readonly type: string;
  /** Which element of an array it is about. */
  readonly index?: number;
}

const subject = ({ tag, index }: Unfit, otherwise: string): string => {
  const name = tag ?? otherwise;
  return index === undefined ? name : `element ${index} of ${name}`;
};

/** What can be wrong with tags and with what is to be written to them. */
export const s7TagErrors = defineErrors('s7', {
  badAddress: {
    status: 400,
    family: 'caller',
    message: ({
      address,
      column,
      reason,
    }: {
      address: string;
      column: number;
      reason: string;
      problem: AddressProblemCode;
    }) => `"${address}" is no address: at column ${column} ${reason}`,
  },
  valueDoesNotFit: {
    status: 400,
    family: 'caller',
    message: (unfit: Unfit & { value: string; reason: string }) =>
      `${unfit.value} does not fit into ${subject(unfit, 'the tag')}, which is ${unfit.type}: ${unfit.reason}`,
  },
  wrongType: {
    status: 400,
    family: 'caller',
    message: (unfit: Unfit & { given: string; takes: string }) =>
      `A value of the kind "${unfit.given}" was given where ${subject(unfit, 'the tag')} is ${unfit.type}, which takes ${unfit.takes}`,
  },
  notReadable: {
    status: 400,
    family: 'caller',
    message: ({ tag }: { tag: string }) =>
      `${tag} cannot be read: outputs at the modules are only written. What was written to them stands in the process image (Q)`,
  },
  notWritable: {
    status: 400,
    family: 'caller',
    message: ({ tag }: { tag: string }) => `${tag} cannot be written: inputs at the modules are only read`,
  },
  wrongLength: {
    status: 400,
    family: 'caller',
    message: ({
      tag = 'the tag',
      type,
      given,
      wanted,
    }: {
      tag?: string;
      type: string;
      given: number;
      wanted: number;
    }) => `${given} elements were given where ${tag} is ${type}, which has ${wanted}`,
  },
});
