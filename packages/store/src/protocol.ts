import { CodedError, type ErrorFamily, isCodedError } from '@millwright/schema';

/** What a worker offers: plain data in, plain data out, since both cross threads as copies. */
export type Handlers = { readonly [name: string]: (...parameters: never[]) => unknown };

/** The same calls as the other thread sees them. */
export type Calls<Offered extends Handlers> = {
  readonly [Name in keyof Offered]: (
    ...parameters: Parameters<Offered[Name]>
  ) => Promise<Awaited<ReturnType<Offered[Name]>>>;
};

export type ToWorker =
  | { readonly id: number; readonly call: string; readonly parameters: readonly unknown[] }
  | { readonly close: true };

export type FromWorker =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** An error on its way between threads, which would strip a class of its fields. */
export interface Failure {
  readonly coded?: {
    readonly code: string;
    readonly status: number;
    readonly family: ErrorFamily;
    readonly details?: object;
  };
  readonly message: string;
  readonly stack: string | undefined;
}

export function packFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), stack: undefined };
  const { message, stack } = error;
  if (!isCodedError(error)) return { message, stack };
  const { code, status, family, details } = error;
  return { coded: { code, status, family, ...(details === undefined ? {} : { details }) }, message, stack };
}

/** @returns undefined for an error without a code: a fault of the worker */
export function unpackFailure({ coded, message, stack }: Failure): CodedError | undefined {
  if (!coded) return undefined;
  const error = new CodedError({ ...coded, message });
  if (stack !== undefined) error.stack = stack;
  return error;
}
