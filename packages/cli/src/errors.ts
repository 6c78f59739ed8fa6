import { defineErrors } from '@millwright/schema';

interface AtAddress {
  /** The address that was asked, without user name, password or token. */
  readonly url: string;
}

interface WithoutRight extends AtAddress {
  /** What the route asks for. */
  readonly permission: string;
  /** The admin side, at which a token can be had. */
  readonly base: string;
}

/** What can go wrong with a command. Messages say what to do next; none holds a token. */
export const cliErrors = defineErrors('cli', {
  accessNotInstalled: {
    status: 404,
    family: 'caller',
    message: ({ directory }: { directory: string }) =>
      `The package @millwright/node-red-access is not installed in ${directory}, nor beside the Node-RED that ran there last. Without it everybody would be kept out. Install it first: npm install @millwright/node-red-access`,
  },
  accessOlder: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Access at ${url} is older than this command and cannot do this yet: update @millwright/node-red-access there, then restart Node-RED`,
  },
  accessWithoutSecure: {
    status: 409,
    family: 'caller',
    message: ({ version }: { version: string }) =>
      `The package @millwright/node-red-access (${version}) has no secure.cjs: it is too old, or half installed. Install it again: npm install @millwright/node-red-access`,
  },
  answerTooLarge: {
    status: 502,
    family: 'world',
    message: ({ url, most }: AtAddress & { most: number }) =>
      `${url} answers more than ${most} bytes: something else than Node-RED answers there. Check the address`,
  },
  anchorsUnreadable: {
    status: 400,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read for checkpoints: ${reason}. Give a file, or a directory with files, that checkpoints went to`,
  },
  auditOlder: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Audit at ${url} is older than this command and cannot do this yet: update @millwright/node-red-audit there, then restart Node-RED`,
  },
  badAddress: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) =>
      `This is no address of a Node-RED: ${reason}. It looks like http://localhost:1880 or https://plant.example:1880/admin`,
  },
  badArguments: {
    status: 400,
    family: 'caller',
    message: ({ command, reason }: { command: string; reason: string }) =>
      `${reason}. \`millwright help ${command}\` says how it is used`,
  },
  badToken: {
    status: 400,
    family: 'caller',
    message: () =>
      'MILLWRIGHT_TOKEN holds characters that no token has. Set it again, without quotes, spaces and line ends',
  },
  bundleUnreadable: {
    status: 404,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read (${reason}): give a file such as \`millwright fleet export\` writes`,
  },
  confirmationNeeded: {
    status: 400,
    family: 'caller',
    message: ({ number }: { number: number }) =>
      `Version ${number} was not restored, since nobody can be asked here: look at what would change, then give --yes`,
  },
  consentNeeded: {
    status: 400,
    family: 'caller',
    message: () =>
      'Nothing was changed, since nobody can be asked here: look at what would change, then give --yes',
  },
  currentNotKept: {
    status: 404,
    family: 'world',
    message: () =>
      'What runs now is no version: history could not keep it. `millwright doctor --url` and the health in the History sidebar say why',
  },
  fleetOlder: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Fleet at ${url} is older than this command and cannot do this yet: update @millwright/node-red-fleet there, then restart Node-RED`,
  },
  flowsUnreadable: {
    status: 400,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read as flows: ${reason}. Give a flow file, Node-RED's export, or an answer of its API`,
  },
  forbidden: {
    status: 403,
    family: 'caller',
    message: ({ url, permission }: AtAddress & { permission: string }) =>
      `${url} refuses: whoever the token belongs to needs the permission ${permission}. A proxy in front of Node-RED may refuse too`,
  },
  historyOlder: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `History at ${url} is older than this command and cannot do this yet: update @millwright/node-red-history there, then restart Node-RED`,
  },
  keyNotNamed: {
    status: 409,
    family: 'caller',
    message: ({ fingerprint }: { fingerprint: string }) =>
      `The key ${fingerprint} is no release key of this hub: its signature would count for nobody. Give the one that the hub was set up with`,
  },
  keyUnreadable: {
    status: 404,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read as a key (${reason}): give the file that \`millwright fleet key\` wrote`,
  },
  logInNeeded: {
    status: 401,
    family: 'caller',
    message: ({ url, permission }: WithoutRight) =>
      `${url} wants a log-in, with the permission ${permission}, and MILLWRIGHT_TOKEN is not set: put a token there that this Node-RED accepts`,
  },
  logUnreadable: {
    status: 400,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be looked at: ${reason}. Give a user directory, its millwright/audit.db, or an export (.jsonl), as a user that may read it`,
  },
  manifestUnreadable: {
    status: 404,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read as the manifest of a release (${reason}): give <name>@<version>, or a file with its envelope`,
  },
  nameNotUnique: {
    status: 409,
    family: 'caller',
    message: ({ name, numbers }: { name: string; numbers: readonly number[] }) =>
      `Several versions are named "${name}": ${numbers.slice(0, 10).join(', ')}${numbers.length > 10 ? ' …' : ''}. Give the number of one`,
  },
  neverSetUp: {
    status: 409,
    family: 'caller',
    message: ({ path }: { path: string }) =>
      `Access was never set up in ${path}: there is no owner to be replaced. Start Node-RED, and look for the code in its log`,
  },
  noAccess: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Node-RED answers at ${url}, but access is not there: install @millwright/node-red-access from the palette manager, or with npm in its user directory. If it is installed, Node-RED's log says why it did not load`,
  },
  noAudit: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Node-RED answers at ${url}, but audit is not there: install @millwright/node-red-audit from the palette manager, or with npm in its user directory. If it is installed, Node-RED's log says why it did not load`,
  },
  noChangedPart: {
    status: 404,
    family: 'caller',
    message: ({ name, near }: { name: string; near: readonly string[] }) =>
      `No version changed a part "${name}".${near.length === 0 ? '' : ` Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`} \`millwright history show current\` lists the parts that there are`,
  },
  noFleet: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Node-RED answers at ${url}, but fleet is not there: install @millwright/node-red-fleet from the palette manager, or with npm in its user directory. If it is installed, Node-RED's log says why it did not load`,
  },
  noHistory: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Node-RED answers at ${url}, but history is not there: install @millwright/node-red-history from the palette manager, or with npm in its user directory. If it is installed, Node-RED's log says why it did not load`,
  },
  noMillwright: {
    status: 404,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Node-RED answers, but there is nothing at ${url}: no package of Millwright is loaded there. Install one, or look in Node-RED's log why it did not load`,
  },
  noSettings: {
    status: 404,
    family: 'caller',
    message: ({ path }: { path: string }) =>
      `${path} is not there. Start Node-RED once, which makes it, or give --user-dir <path>`,
  },
  noSuchPart: {
    status: 404,
    family: 'caller',
    message: ({ name, number, near }: { name: string; number: number; near: readonly string[] }) =>
      `Version ${number} has no part "${name}".${near.length === 0 ? '' : ` Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`} \`millwright history show ${number}\` lists its parts`,
  },
  noSuchVersion: {
    status: 404,
    family: 'caller',
    message: ({ name }: { name: string }) =>
      `No version is named "${name}". \`millwright history list --named\` shows the names; a number or \`current\` will do too`,
  },
  noUserDirectory: {
    status: 404,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be looked at as a user directory (${reason}). Give the directory that holds settings.js, as the user that runs Node-RED`,
  },
  noSqlite: {
    status: 409,
    family: 'caller',
    message: ({ version }: { version: string }) =>
      `Node.js ${version} has no SQLite that can copy a database: run this with Node.js 22.18 or newer`,
  },
  notFound: {
    status: 404,
    family: 'caller',
    message: ({ url, below }: AtAddress & { below?: string | undefined }) =>
      below !== undefined
        ? `There is nothing at ${url}. --url means the address of the admin side, with which the editor is opened: leave out ${below} at its end`
        : `There is nothing at ${url}. Is Node-RED's admin side under another path? Then --url has to include it (httpAdminRoot in settings.js, for example http://localhost:1880/admin)`,
  },
  notJson: {
    status: 502,
    family: 'world',
    message: ({ url, type }: AtAddress & { type: string }) =>
      `${url} answers ${type} and not JSON: something else than Node-RED's admin side answers there, such as a proxy's page. Check the address and its path`,
  },
  notSecured: {
    status: 409,
    family: 'caller',
    message: ({ path }: { path: string }) =>
      `${path} would not do what it should: something in it comes in between. It is as it was. Its end has to be reached when Node-RED loads it`,
  },
  notStarted: {
    status: 404,
    family: 'caller',
    message: ({ command, reason }: { command: string; reason: string }) =>
      `${command} cannot be started (${reason}): give the command that runs Node-RED, as it is found in a terminal or with its path`,
  },
  nothingToLookAt: {
    status: 400,
    family: 'caller',
    message: ({ looked }: { looked: string }) =>
      `There is nothing to look at: ${looked} is not there. Give --url <address> for a running Node-RED, --user-dir <path> for its files, or both`,
  },
  notWritten: {
    status: 503,
    family: 'world',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `What has to be written in ${path} could not be (${reason}): settings.js is as it was. Run this as the user that runs Node-RED, where the disk may be written to and has room`,
  },
  otherProtocol: {
    status: 502,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Something else answers at ${url}: the connection was made, and what came over it is no answer of http. Check the port; if https is spoken there, use https://. If it is Node-RED and was just being stopped, try again`,
  },
  outputUnwritable: {
    status: 409,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} was not written (${reason}): give a file that is not there yet, in a directory that may be written to`,
  },
  partNotUnique: {
    status: 409,
    family: 'caller',
    message: ({ name, keys }: { name: string; keys: readonly string[] }) =>
      `Several parts are called "${name}". Say which one: ${keys.slice(0, 10).join(', ')}${keys.length > 10 ? ' …' : ''}`,
  },
  otherManifest: {
    status: 502,
    family: 'world',
    message: ({ asked, found }: { asked: string; found: string }) =>
      `The hub was asked for ${asked} and gave the manifest of ${found}: nothing was signed. Look who runs that hub`,
  },
  passphraseNeeded: {
    status: 400,
    family: 'caller',
    message: () =>
      'A passphrase is needed, and none was given: type it on a terminal, or send it to the standard input, never as an argument',
  },
  passphrasesDiffer: {
    status: 400,
    family: 'caller',
    message: () => 'The two passphrases differ: nothing was written. Give the command again',
  },
  policyUnreadable: {
    status: 400,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read as rules: ${reason}. Give a file such as \`millwright access policy get\` prints`,
  },
  redirected: {
    status: 502,
    family: 'world',
    message: ({ url, to }: AtAddress & { to: string }) =>
      `${url} points to ${to}. The token is not sent on by itself: if that is your Node-RED, give that address as --url`,
  },
  refused: {
    status: 502,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `Nobody listens at ${url}: Node-RED is not running, or on another port, or listens on another address (uiHost in settings.js)`,
  },
  restoreUnanswered: {
    status: 504,
    family: 'world',
    message: ({ number }: { number: number }) =>
      `The answer to the restore of version ${number} was lost, or did not come in time: it may still be going on. \`millwright history list\` shows whether it was done; look there before you start it again`,
  },
  settingsFail: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) =>
      `settings.js could not be loaded to check it, and is as it was: ${reason}. Run this as the user that runs Node-RED, with its environment`,
  },
  settingsUnfit: {
    status: 400,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be changed by this command: ${reason}. Nothing was written`,
  },
  timeout: {
    status: 504,
    family: 'world',
    message: ({ url, milliseconds }: AtAddress & { milliseconds: number }) =>
      `${url} did not answer within ${milliseconds / 1000} s: the machine is off or overloaded, or a firewall drops what is sent to it`,
  },
  tls: {
    status: 502,
    family: 'world',
    message: ({ url, reason }: AtAddress & { reason: string }) =>
      `No trusted connection to ${url} (${reason}). If it uses a certificate of your own authority, set NODE_EXTRA_CA_CERTS=<file with that certificate>; if it does not speak TLS, use http://`,
  },
  tokenRefused: {
    status: 401,
    family: 'caller',
    message: ({ url, permission }: WithoutRight) =>
      `${url} does not accept the token in MILLWRIGHT_TOKEN: it has expired or was revoked, belongs to another Node-RED, or lacks the permission ${permission}. Put a new one there`,
  },
  trustUnreadable: {
    status: 404,
    family: 'caller',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `${path} cannot be read as a trust (${reason}): give a file such as \`millwright fleet trust show\` writes`,
  },
  unexpected: {
    status: 500,
    family: 'bug',
    message: ({ reason }: { reason: string }) =>
      `Something failed that was not foreseen (${reason}). Please report it with the command that you gave`,
  },
  unexpectedStatus: {
    status: 502,
    family: 'world',
    message: ({ url, status, said }: AtAddress & { status: number; said: string }) =>
      `${url} answers with status ${status}${said === '' ? '' : `: ${said}`}. Look in Node-RED's log, or in that of the proxy in front of it`,
  },
  unknownAnswer: {
    status: 502,
    family: 'world',
    message: ({ url, reason }: AtAddress & { reason: string }) =>
      `${url} answers JSON of another shape (${reason}): its Millwright may be of another version than this command. Use the same version of both`,
  },
  unknownCommand: {
    status: 404,
    family: 'caller',
    message: ({ name, near, group }: { name: string; near: readonly string[]; group: string }) =>
      `There is no command "${name}".${near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`} \`${['millwright help', group].join(' ').trim()}\` lists all`,
  },
  unknownHost: {
    status: 502,
    family: 'world',
    message: ({ url }: AtAddress) =>
      `The name of the machine in ${url} is not known: check the spelling, or the name service of this machine`,
  },
  unreachable: {
    status: 502,
    family: 'world',
    message: ({ url, reason }: AtAddress & { reason: string }) =>
      `${url} could not be reached (${reason}): check the cable, the address and the firewall`,
  },
});
