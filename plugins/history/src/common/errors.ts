import { defineErrors } from '@millwright/schema';

interface OfVersion {
  readonly number: number;
}

/** What can go wrong with history beside its database. Some of them are thrown, some only shown as its health. */
export const historyErrors = defineErrors('history', {
  choiceInUse: {
    status: 422,
    family: 'caller',
    message: ({ label, number }: OfVersion & { label: string }) =>
      `Version ${number} does not have the subflow "${label}", and it cannot go, because nodes that stay are made of it`,
  },
  choiceLooseEnd: {
    status: 422,
    family: 'caller',
    message: ({ label, number }: OfVersion & { label: string }) =>
      `With only this of version ${number}, "${label}" would lead to something that is not there. Choose more, or the whole version`,
  },
  choiceRing: {
    status: 422,
    family: 'caller',
    message: ({ ring, number }: OfVersion & { ring: string }) =>
      `With only this of version ${number}, these would be made of each other, and Node-RED could not run them: ${ring}. Choose all of them to restore them together`,
  },
  choiceUnknown: {
    status: 404,
    family: 'caller',
    message: ({ id, number }: OfVersion & { id: string }) =>
      `There is nothing to restore with the id "${id}" in version ${number}`,
  },
  clockDoubted: {
    status: 503,
    family: 'world',
    message: ({ from, to, until }: { from: string; to: string; until: string }) =>
      `No version is deleted by its age until ${until}, because the clock leapt from ${from} to ${to}: check the clock of this machine. If it is right, nothing has to be done`,
  },
  credentialsUnwritable: {
    status: 503,
    family: 'world',
    message: ({ nodes }: { nodes: string }) =>
      `Credentials of ${nodes} are no JSON, so they are kept nowhere: neither in the version nor in Node-RED's own file. Mend what sets them`,
  },
  credentialsLost: {
    status: 503,
    family: 'world',
    message: ({ number }: OfVersion) =>
      `Node-RED runs without the credentials it had, probably because its credentialSecret changed: restore version ${number} to set them again`,
  },
  doorPassive: {
    status: 503,
    family: 'world',
    message: ({ reason }: { reason: string }) =>
      `Deploys are not kept, because this Node-RED does not offer what Millwright needs: ${reason}`,
  },
  diskSlow: {
    status: 503,
    family: 'world',
    message: ({ seconds }: { seconds: number }) =>
      `It was done, but its version was not on disk within ${seconds} s: check the disk of the user directory`,
  },
  exposed: {
    status: 503,
    family: 'world',
    message: ({ file }: { file: string }) =>
      `${file} can be read by other users of this machine, and its mode cannot be changed: give it to the user that runs Node-RED, with mode 600, or 700 for a folder`,
  },
  flowsInvalid: {
    status: 400,
    family: 'caller',
    message: ({ position }: { position: number }) =>
      `These are no flows: item ${position} of the list is no object`,
  },
  keyLost: {
    status: 503,
    family: 'world',
    message: ({ versions, directory }: { versions: number; directory: string }) =>
      `The key of ${versions === 1 ? '1 older version' : `${versions} older versions`} is missing or unreadable: put the former history.key back into ${directory} from a backup, then restart Node-RED. New versions are kept with a new key`,
  },
  moduleFailed: {
    status: 502,
    family: 'world',
    message: ({ module, version, reason }: { module: string; version: string; reason: string }) =>
      `${module} ${version} could not be installed, so nothing was deployed and what ran before runs: ${reason}. If the registry cannot be reached, or does not have it, upload the package in the palette manager, then restore again`,
  },
  moduleStays: {
    status: 502,
    family: 'world',
    message: ({ module, reason }: { module: string; reason: string }) =>
      `${module} is superfluous, but could not be removed: ${reason}`,
  },
  modulesByHand: {
    status: 422,
    family: 'caller',
    message: ({ types, modules }: { types: string; modules: string }) =>
      `Nothing installed provides the nodes ${types}, so nothing was deployed. ${modules} came from a file or an address and not from the registry, where that name may be somebody else's: install it by hand first, with the upload of the palette manager, then restore again`,
  },
  modulesMissing: {
    status: 422,
    family: 'caller',
    message: ({ types, modules }: { types: string; modules: string }) =>
      `Nothing installed provides the nodes ${types}, so nothing was deployed: ${modules === '' ? 'install what provides them' : `let the restore install ${modules}, or install it`} first`,
  },
  modulesNotAllowed: {
    status: 403,
    family: 'caller',
    message: ({ permission }: { permission: string }) =>
      `To install and to remove modules takes the permission ${permission}: restore without, or ask somebody who has it`,
  },
  namedAlready: {
    status: 409,
    family: 'caller',
    message: ({ number, name }: OfVersion & { name: string }) =>
      `What runs is version ${number}, which is called “${name}” already: give that version another name if you want to`,
  },
  noFlows: {
    status: 503,
    family: 'world',
    message: () => 'Node-RED has loaded no flows yet',
  },
  notKept: {
    status: 503,
    family: 'world',
    message: ({ reason }: { reason: string }) =>
      `Nothing was changed: its version could not be written, and by the settings of history such a change is refused. ${reason}`,
  },
  noteTooLong: {
    status: 422,
    family: 'caller',
    message: ({ number, longest }: OfVersion & { longest: number }) =>
      `Version ${number} has a note already, and both together are longer than ${longest} characters: say less, or change the note of that version`,
  },
  notStarted: {
    status: 503,
    family: 'world',
    message: ({ number }: OfVersion) =>
      `Version ${number} is deployed, but its flows have not started: a node type may be missing, or flows are stopped`,
  },
  restartNeeded: {
    status: 200,
    family: 'world',
    message: ({ modules }: { modules: string }) =>
      `Restart Node-RED to use what was installed: ${modules}. It had loaded it before and may still run the former code`,
  },
  restoreCancelled: {
    status: 409,
    family: 'caller',
    message: ({ number }: OfVersion) => `The restore of version ${number} was stopped, nothing was deployed`,
  },
  restoreDiffers: {
    status: 500,
    family: 'world',
    message: ({ number, safety }: OfVersion & { safety: number }) =>
      `What runs after the restore is not version ${number}. Restore version ${safety} to go back to what ran before`,
  },
  restoreFailed: {
    status: 500,
    family: 'world',
    message: ({ number, reason }: OfVersion & { reason: string }) =>
      `Version ${number} was not restored, what ran before still runs: ${reason}`,
  },
  restoredWithFault: {
    status: 500,
    family: 'world',
    message: ({ number, safety, reason }: OfVersion & { safety: number; reason: string }) =>
      `Version ${number} is deployed, but Node-RED reported a fault, and some of its nodes may not run: ${reason}. Restore version ${safety} to go back to what ran before`,
  },
  rowsDamaged: {
    status: 503,
    family: 'world',
    message: ({ versions }: { versions: number }) =>
      `${versions === 1 ? '1 version is' : `${versions} versions are`} damaged in history.db, and cannot say who made them or what changed: check the disk of the user directory, and restore the file from a backup`,
  },
  runsAlready: {
    status: 200,
    family: 'caller',
    message: ({ number }: OfVersion) => `Version ${number} runs already: nothing was deployed`,
  },
  setAside: {
    status: 503,
    family: 'world',
    message: ({ file }: { file: string }) =>
      `A damaged history was set aside as ${file} and a new one begun. Move the file away when you no longer need it`,
  },
  settingsDamaged: {
    status: 503,
    family: 'world',
    message: ({ file, reason }: { file: string; reason: string }) =>
      `${file} cannot be understood (${reason}), so the default settings hold: mend it, or save the settings of history anew`,
  },
  staleRevision: {
    status: 409,
    family: 'caller',
    message: () => 'Other flows run now than those you have seen: look again, then decide',
  },
  versionDamaged: {
    status: 500,
    family: 'world',
    message: ({ number }: OfVersion) =>
      `Version ${number} is not as it was kept: its content and its digest differ. Restore another one`,
  },
  versionLocked: {
    status: 503,
    family: 'world',
    message: ({ number, directory }: OfVersion & { directory: string }) =>
      `Version ${number} cannot be opened, because its key is not in ${directory}: put the former history.key back from a backup`,
  },
  versionUnknown: {
    status: 404,
    family: 'caller',
    message: ({ number }: OfVersion) => `There is no version ${number}`,
  },
});
