import { defineErrors } from '@millwright/schema';

interface Named {
  readonly name: string;
}

interface Identified {
  readonly id: string;
}

interface Directory {
  readonly directory: string;
}

interface Receiver {
  readonly receiver: string;
}

/** What can go wrong with audit beside its database. Some of them are thrown, some only shown as its health. */
export const auditErrors = defineErrors('audit', {
  addressInvalid: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) =>
      `The address of "${name}" has to begin with http://, https://, mqtt:// or mqtts:// and must hold neither user nor password`,
  },
  anchorsCut: {
    status: 503,
    family: 'world',
    message: ({ directory, megabytes }: Directory & { readonly megabytes: number }) =>
      `${directory} holds more than ${megabytes} MB of checkpoints: only the newest were read. Move away or compress the older ones`,
  },
  authorityInvalid: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) => `The authority of "${name}" is no certificate in PEM form`,
  },
  clockDoubted: {
    status: 503,
    family: 'world',
    message: ({ from, to, until }: { readonly from: string; readonly to: string; readonly until: string }) =>
      `No event is pruned by its age until ${until}, because the clock leapt from ${from} to ${to}: check the clock of this machine. If it is right, nothing has to be done`,
  },
  directoryFailed: {
    status: 503,
    family: 'world',
    message: ({ directory, reason }: Directory & { readonly reason: string }) =>
      `${directory} cannot be read or written (${reason})`,
  },
  directoryForbidden: {
    status: 422,
    family: 'caller',
    message: ({ directory }: Directory) =>
      `Events cannot be written to ${directory}: give a directory inside the user directory, or an absolute one, and not the one that Millwright keeps its own data in`,
  },
  directoryShared: {
    status: 422,
    family: 'caller',
    message: ({ directory }: Directory) => `Two destinations would write to ${directory}: give each its own`,
  },
  doorPassive: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `What is done is not recorded, because this Node-RED does not offer what Millwright needs: ${reason}`,
  },
  eventAstray: {
    status: 409,
    family: 'world',
    message: ({ seq, size }: { readonly seq: number; readonly size: number }) =>
      `Event ${seq}, or one near it, is not what was written: the log does not lead to its signed checkpoint of ${size} events`,
  },
  eventChanged: {
    status: 409,
    family: 'world',
    message: ({ seq }: { readonly seq: number }) =>
      `Event ${seq} is not what was written: its text was changed afterwards, and is not what its digest was made of`,
  },
  eventNamed: {
    status: 409,
    family: 'world',
    message: ({ seq, found }: { readonly seq: number; readonly kind: string; readonly found: string }) =>
      `The last check of the log names event ${seq}: ${found}`,
  },
  eventPruned: {
    status: 410,
    family: 'caller',
    message: ({ seq }: { readonly seq: number }) =>
      `Event ${seq} was pruned by the retention; only its digest is kept`,
  },
  eventRewritten: {
    status: 409,
    family: 'world',
    message: ({ seq, size, name }: { readonly seq: number; readonly size: number } & Named) =>
      `Event ${seq}, or one near it, was written anew: the anchor "${name}" has another checkpoint of ${size} events`,
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
  eventUnsigned: {
    status: 409,
    family: 'world',
    message: ({ seq, size }: { readonly seq: number; readonly size: number }) =>
      `Nobody can tell whether event ${seq} is what was written: the checkpoint of ${size} events is not signed by a key that follows from the first one, which was lost or replaced`,
  },
  exportOvertaken: {
    status: 503,
    family: 'world',
    message: () => 'Events were pruned while they were being exported: export them again',
  },
  exposed: {
    status: 503,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `${file} can be read by other users of this machine, and its mode cannot be changed: give it to the user that runs Node-RED, with mode 600, or 700 for a folder`,
  },
  holdBackwards: {
    status: 422,
    family: 'caller',
    message: ({ id }: Identified) => `The hold "${id}" ends before it begins`,
  },
  idTaken: {
    status: 422,
    family: 'caller',
    message: ({ id }: Identified) => `The id "${id}" is given twice`,
  },
  incomplete: {
    status: 503,
    family: 'world',
    message: ({ seq }: { readonly seq: number }) =>
      `Event ${seq} is missing from the log, which was cut off or changed while Node-RED did not run: keep a copy of audit.db, and check it. New events are recorded after it`,
  },
  keyLost: {
    status: 503,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `${file}, with which the log was signed, was missing or unreadable: a new key signs from there on, and a check of the log says so. If you did not take it away yourself, ask who did`,
  },
  logReplaced: {
    status: 503,
    family: 'world',
    message: ({ origin, size }: { readonly origin: string; readonly size: number }) =>
      `The anchors know another log of this Node-RED, ${origin}, which had ${size} events: it may have been taken away, and this one put into its place. If you know why there is a new one, say so in the sidebar`,
  },
  notRecorded: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `This cannot be recorded, so it was not done: ${reason}. Nothing was changed, and the flows run on`,
  },
  receiverEndless: {
    status: 502,
    family: 'world',
    message: ({ receiver }: Receiver) =>
      `${receiver} answers without an end: the connection was closed. Is it the right address?`,
  },
  receiverRefused: {
    status: 502,
    family: 'world',
    message: ({ receiver, reason }: Receiver & { readonly reason: string }) =>
      `${receiver} does not take it (${reason})`,
  },
  receiverSilent: {
    status: 504,
    family: 'world',
    message: ({ receiver, seconds }: Receiver & { readonly seconds: number }) =>
      `${receiver} did not take it within ${seconds} s`,
  },
  receiverUnreachable: {
    status: 502,
    family: 'world',
    message: ({ receiver, reason }: Receiver & { readonly reason: string }) =>
      `${receiver} cannot be reached (${reason})`,
  },
  receiverUntrusted: {
    status: 502,
    family: 'world',
    message: ({ receiver, reason }: Receiver & { readonly reason: string }) =>
      `There is no trusted connection to ${receiver} (${reason})`,
  },
  secondProcess: {
    status: 503,
    family: 'world',
    message: ({ pid }: { readonly pid: number }) =>
      `Another Node-RED (process ${pid}) runs on the same user directory and writes the same log: stop one of them, or give each a user directory of its own`,
  },
  secretLost: {
    status: 503,
    family: 'world',
    message: ({ name }: Named) =>
      `The secret of "${name}" cannot be opened any more, since its key is gone: put the file back from a backup, or give the secret again`,
  },
  secretNeeded: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) =>
      `The address of "${name}" is another one: give its secret again, so that it is not sent to the wrong place`,
  },
  setAside: {
    status: 503,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `A damaged log was set aside as ${file} and a new one begun: check what is left of it, and find out why. Move the file away when you no longer need it`,
  },
  settingsDamaged: {
    status: 503,
    family: 'world',
    message: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `${file} cannot be understood (${reason}), so the default settings hold: mend it, or save the settings of audit anew`,
  },
  testsTooMany: {
    status: 429,
    family: 'caller',
    message: ({ seconds }: { readonly seconds: number }) =>
      `Destinations were tested too often: try again in ${seconds} s`,
  },
  verificationRuns: {
    status: 409,
    family: 'caller',
    message: () => 'The log is being checked already: wait for it, or stop it',
  },
});
