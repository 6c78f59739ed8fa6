import type { Fault, Verdict } from '@millwright/ledger/shapes';

/** What a check says of an event: the fault that names it, or some events of which it is one. */
export const faultAt = ({ faults }: Pick<Verdict, 'faults'>, event: number): Fault | undefined =>
  faults.find(
    ({ seq, from, to }) =>
      seq === event || (from !== undefined && to !== undefined && from <= event && event <= to),
  );
