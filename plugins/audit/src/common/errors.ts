import { defineErrors } from '@millwright/schema';

interface Named {
  readonly name: string;
}

/** What can go wrong with audit beside its database. Some of them are thrown, some only shown as its health. */
export const auditErrors = defineErrors('audit', {
  eventPruned: {
    status: 410,
    family: 'caller',
    message: ({ seq }: { readonly seq: number }) =>
      `Event ${seq} was pruned by the retention; only its digest is kept`,
  },
  eventTypeInvalid: {
    status: 422,
    family: 'caller',
    message: ({ name, reason }: Named & { readonly reason: string }) =>
      `The event type "${name}" cannot be declared: ${reason}`,
  },
  eventTypeTaken: {
    status: 409,
    family: 'caller',
    message: ({ name }: Named) => `Another package has declared the event type "${name}" in another way`,
  },
  eventTypeUnknown: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) =>
      `The event type "${name}" was not declared: declare it before recording one`,
  },
  eventUnknown: {
    status: 404,
    family: 'caller',
    message: ({ seq }: { readonly seq: number }) => `There is no event ${seq}`,
  },
  notRecorded: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `This cannot be recorded, so it was not done: ${reason}. Nothing was changed, and the flows run on`,
  },
  verificationRuns: {
    status: 409,
    family: 'caller',
    message: () => 'The log is being checked already: wait for it, or stop it',
  },
});
