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
  busy: 'Someone else is changing the flows just now. Try again in a moment.',
  errorCode: 'Code: __code__',
  otherApi:
    '__owner__ and __member__ do not fit together. Update both to the same version and reload this page.',
  chipWorking: 'Millwright works',
  chipAttention: 'Millwright needs attention',
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
  nodeRedVersion: 'Node-RED __version__',
  captureOk: 'Every deploy goes through Millwright.',
  captureFailed: 'Deploys may pass Millwright by.',
  requestsOk: 'It is known from which address someone deploys.',
  requestsFailed: 'It is not known from which address someone deploys.',
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
  busy: 'Gerade ändert jemand anderes die Flows. Versuchen Sie es gleich noch einmal.',
  errorCode: 'Code: __code__',
  otherApi:
    '__owner__ und __member__ passen nicht zusammen. Bringen Sie beide auf dieselbe Version und laden Sie diese Seite neu.',
  chipWorking: 'Millwright arbeitet',
  chipAttention: 'Millwright braucht Aufmerksamkeit',
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
  nodeRedVersion: 'Node-RED __version__',
  captureOk: 'Jede Übernahme (deploy) geht durch Millwright.',
  captureFailed: 'Übernahmen (deploy) gehen vielleicht an Millwright vorbei.',
  requestsOk: 'Es ist bekannt, von welcher Adresse jemand übernimmt.',
  requestsFailed: 'Es ist nicht bekannt, von welcher Adresse jemand übernimmt.',
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
