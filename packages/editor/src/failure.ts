import { defineErrors, type ErrorAnswer } from '@millwright/schema';

/** What can go wrong on this side of the wire. */
export const editorErrors = defineErrors('editor', {
  unreachable: {
    status: 0,
    family: 'world',
    message: () => 'Node-RED does not answer',
  },
  timedOut: {
    status: 0,
    family: 'world',
    message: (details: { milliseconds: number }) =>
      `Node-RED gave no answer within ${details.milliseconds} ms`,
  },
  aborted: {
    status: 0,
    family: 'caller',
    message: () => 'The request was given up',
  },
  notAllowed: {
    status: 401,
    family: 'caller',
    message: (details: { permission: string }) => `The permission ${details.permission} is missing`,
  },
  unexpectedAnswer: {
    status: 0,
    family: 'bug',
    message: (details: { path: string; status: number }) =>
      `The answer of ${details.path} (status ${details.status}) is not the expected one`,
  },
  otherApi: {
    status: 0,
    family: 'world',
    message: (details: { owner: string; member: string }) =>
      `${details.owner} and ${details.member} do not fit together: update the older one`,
  },
});

/** A request that did not succeed: what the server answered, or why there was no answer. */
export interface Failure extends ErrorAnswer {
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
}

/** What came of a request. Failing is an expected outcome, so it is a value. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };
