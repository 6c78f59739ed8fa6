import { red } from './red.ts';

/** Words that every plugin needs. They travel with this package, since Node-RED's catalogues belong to one plugin each. */
const english = {
  cancel: 'Cancel',
  close: 'Close',
  copyDetails: 'Copy details',
  detailsCopied: 'Details copied',
  tryAgain: 'Try again',
  loading: 'Loading',
  setUpLogIn: 'Set up log-in',
  noLogIn: 'Everyone who reaches this editor can change it.',
  notAllowedTitle: 'You can’t see this',
  notAllowedText:
    'It needs the permission __permission__. Whoever looks after the log-ins of this Node-RED can grant it.',
  unreachable:
    'Node-RED does not answer. Nothing was changed here. It is tried again as soon as the connection stands.',
  timedOut:
    'Node-RED gave no answer in time. It may still be busy: look again in a moment before you repeat this.',
  unexpectedAnswer:
    'The answer could not be read. If the package was just updated, restart Node-RED and reload this page.',
  busy: '__operation__ by __by__ has been running since __since__ and holds __lock__. Nothing was changed. Try again in a moment.',
  crossSite: 'Another web site may not send this request. Nothing was changed.',
  flowsInvalid: 'What was sent is not a list of flows. Nothing was changed.',
  flowsTooDeep: 'The flows are nested more than __max__ levels deep. Nothing was changed.',
  interceptorFailed:
    'The __plugin__ plugin failed while it looked at this (phase __phase__). Node-RED’s log has the details.',
  interceptorTimeout:
    'The __plugin__ plugin did not finish in time (phase __phase__, __milliseconds__ ms), most often because a disk is slow or full.',
  noteMalformed: 'The note could not be read. Nothing was changed.',
  noteTooLong:
    'The note is too long: it may have __max__ characters, fewer in scripts that take more room. Nothing was changed.',
  actorAnyone: 'someone without a log-in',
  actorSystem: 'the system',
  lockFlows: 'the flows',
  lockModules: 'the installed packages',
  lockSettings: 'the settings',
  operationDeploy: 'A deploy',
  operationReload: 'A restart of the flows',
  operationFlow: 'A change of a flow',
  operationState: 'A start or stop of the flows',
  operationInstall: 'An installation of a package',
  operationUninstall: 'A removal of a package',
  operationEnable: 'A change of the nodes in use',
  operationSettings: 'A change of settings',
  errorCode: 'Code: __code__',
  otherApi:
    '__owner__ and __member__ do not fit together. Update both to the same version and reload this page.',
  chipWorking: 'Millwright works',
  chipAttention: 'Millwright needs attention',
  chipRestart: 'Millwright: restart Node-RED',
  chipRestartWord: 'Restart Node-RED',
  chipUnknown: 'Millwright is being checked',
  selfTest: 'Self-test of Millwright',
  selfTestOk: 'Everything that Millwright needs of this Node-RED works.',
  selfTestFailed: 'Some of what Millwright needs of this Node-RED does not work:',
  selfTestUnknown: 'The self-test gave no result yet.',
  packages: 'Packages',
  owner: 'in charge',
  attached: 'attached',
  passive: 'passive',
  failed: 'failed',
  ok: 'works',
  notOk: 'does not work',
  onDisk: '__onDisk__ is installed, __version__ runs: restart Node-RED',
  runningNow: 'Running now',
  runningHolds: '__operation__ by __by__ since __since__, holds __locks__',
  runningPlain: '__operation__ by __by__ since __since__',
  openRoutes: 'Routes open to everyone',
  openRoutesHint:
    'These routes of other packages’ nodes have answered somebody who was not logged in. That is how their nodes made them; whether it is right is for you to judge.',
  nodeRedVersion: 'Node-RED __version__',
  captureOk: 'Every operation goes through Millwright.',
  captureFailed: 'Operations may pass Millwright by.',
  requestsOk: 'It is known from which address someone does something.',
  requestsFailed: 'It is not known from which address someone does something.',
  nodeRoutesOk: 'Inject, debug and the routes of other nodes are seen.',
  nodeRoutesFailed: 'Inject, debug and the routes of other nodes are not seen.',
  commsOk: 'Live connections of editors are seen.',
  commsFailed: 'Live connections of editors are not all seen.',
  catalogueOk: 'Millwright knows every operation of this Node-RED.',
  catalogueFailed: 'This Node-RED has functions or routes that Millwright does not know.',
  restartOk: 'What is installed is what runs.',
  restartFailed: 'A package was updated and its former version still runs. Restart Node-RED.',
  ownerOk: 'What runs is the code of an installed package.',
  ownerFailed: 'What runs is the code of a package that was removed. Restart Node-RED.',
};

export type Words = { readonly [Name in keyof typeof english]: string };

const german: Words = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  copyDetails: 'Einzelheiten kopieren',
  detailsCopied: 'Einzelheiten kopiert',
  tryAgain: 'Erneut versuchen',
  loading: 'Wird geladen',
  setUpLogIn: 'Anmeldung einrichten',
  noLogIn: 'Wer diesen Editor erreicht, kann alles ändern.',
  notAllowedTitle: 'Das können Sie nicht sehen',
  notAllowedText:
    'Dafür ist die Berechtigung __permission__ nötig. Wer die Anmeldungen dieses Node-RED verwaltet, kann sie erteilen.',
  unreachable:
    'Node-RED antwortet nicht. Hier wurde nichts geändert. Sobald die Verbindung steht, wird es erneut versucht.',
  timedOut:
    'Node-RED hat nicht rechtzeitig geantwortet. Vielleicht arbeitet es noch: Sehen Sie gleich noch einmal nach, bevor Sie es wiederholen.',
  unexpectedAnswer:
    'Die Antwort war nicht lesbar. Wurde das Paket gerade aktualisiert, starten Sie Node-RED neu und laden Sie diese Seite neu.',
  busy: '__operation__ von __by__ läuft seit __since__ und hält __lock__. Nichts wurde geändert. Versuchen Sie es gleich noch einmal.',
  crossSite: 'Eine andere Website darf diese Anfrage nicht stellen. Nichts wurde geändert.',
  flowsInvalid: 'Was gesendet wurde, ist keine Liste von Flows. Nichts wurde geändert.',
  flowsTooDeep: 'Die Flows sind mehr als __max__ Ebenen tief verschachtelt. Nichts wurde geändert.',
  interceptorFailed:
    'Das Plugin __plugin__ ist an dieser Änderung gescheitert (Phase __phase__). Einzelheiten stehen im Log von Node-RED.',
  interceptorTimeout:
    'Das Plugin __plugin__ wurde nicht rechtzeitig fertig (Phase __phase__, __milliseconds__ ms), meist weil ein Datenträger langsam oder voll ist.',
  noteMalformed: 'Die Notiz war nicht zu lesen. Nichts wurde geändert.',
  noteTooLong:
    'Die Notiz ist zu lang: Sie darf __max__ Zeichen haben, in Schriften, die mehr Platz brauchen, weniger. Nichts wurde geändert.',
  actorAnyone: 'jemandem ohne Anmeldung',
  actorSystem: 'dem System',
  lockFlows: 'die Flows',
  lockModules: 'die installierten Pakete',
  lockSettings: 'die Einstellungen',
  operationDeploy: 'Eine Übernahme (deploy)',
  operationReload: 'Ein Neustart der Flows',
  operationFlow: 'Die Änderung eines Flows',
  operationState: 'Das Starten oder Anhalten der Flows',
  operationInstall: 'Die Installation eines Pakets',
  operationUninstall: 'Das Entfernen eines Pakets',
  operationEnable: 'Eine Änderung der verwendeten Nodes',
  operationSettings: 'Eine Änderung der Einstellungen',
  errorCode: 'Code: __code__',
  otherApi:
    '__owner__ und __member__ passen nicht zusammen. Bringen Sie beide auf dieselbe Version und laden Sie diese Seite neu.',
  chipWorking: 'Millwright arbeitet',
  chipAttention: 'Millwright braucht Aufmerksamkeit',
  chipRestart: 'Millwright: Node-RED neu starten',
  chipRestartWord: 'Node-RED neu starten',
  chipUnknown: 'Millwright wird geprüft',
  selfTest: 'Selbsttest von Millwright',
  selfTestOk: 'Alles, was Millwright von diesem Node-RED braucht, funktioniert.',
  selfTestFailed: 'Einiges, was Millwright von diesem Node-RED braucht, funktioniert nicht:',
  selfTestUnknown: 'Der Selbsttest hat noch kein Ergebnis.',
  packages: 'Pakete',
  owner: 'führend',
  attached: 'angeschlossen',
  passive: 'untätig',
  failed: 'ausgefallen',
  ok: 'funktioniert',
  notOk: 'funktioniert nicht',
  onDisk: '__onDisk__ ist installiert, __version__ läuft: Node-RED neu starten',
  runningNow: 'Läuft gerade',
  runningHolds: '__operation__ von __by__ seit __since__, hält __locks__',
  runningPlain: '__operation__ von __by__ seit __since__',
  openRoutes: 'Für alle offene Routen',
  openRoutesHint:
    'Diese Routen von Nodes anderer Pakete haben jemandem geantwortet, der nicht angemeldet war. So haben ihre Nodes sie gemacht; ob das recht ist, müssen Sie beurteilen.',
  nodeRedVersion: 'Node-RED __version__',
  captureOk: 'Jede Operation geht durch Millwright.',
  captureFailed: 'Operationen gehen vielleicht an Millwright vorbei.',
  requestsOk: 'Es ist bekannt, von welcher Adresse jemand etwas tut.',
  requestsFailed: 'Es ist nicht bekannt, von welcher Adresse jemand etwas tut.',
  nodeRoutesOk: 'Inject, Debug und die Routen anderer Nodes werden gesehen.',
  nodeRoutesFailed: 'Inject, Debug und die Routen anderer Nodes werden nicht gesehen.',
  commsOk: 'Live-Verbindungen der Editoren werden gesehen.',
  commsFailed: 'Live-Verbindungen der Editoren werden nicht alle gesehen.',
  catalogueOk: 'Millwright kennt jede Operation dieses Node-RED.',
  catalogueFailed: 'Dieses Node-RED hat Funktionen oder Routen, die Millwright nicht kennt.',
  restartOk: 'Was installiert ist, läuft auch.',
  restartFailed:
    'Ein Paket wurde aktualisiert, und seine frühere Version läuft noch. Starten Sie Node-RED neu.',
  ownerOk: 'Es läuft der Code eines installierten Pakets.',
  ownerFailed: 'Es läuft noch der Code eines entfernten Pakets. Starten Sie Node-RED neu.',
};

/** @param language of the editor's texts, such as `de` or `en-US` */
export function wordsFor(language: string): Words {
  return /^de\b/i.test(language) ? german : english;
}

/** The shared words in the language of this editor. */
export function words(): Words {
  return wordsFor(red().i18n.lang());
}
