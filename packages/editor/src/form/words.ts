import type { CommonProblem } from '@millwright/schema';
import { red } from '../red.ts';
import type { workbookErrors } from '../workbook/index.ts';
import type { importErrors } from './grid/import-errors.ts';

/** Words that every form needs, whichever node it belongs to. */
export interface FormWords {
  readonly problems: Readonly<Record<CommonProblem | 'duplicate-line', string>>;
  readonly row: string;
  readonly cell: string;
  readonly rowNumber: string;
  readonly selectRow: string;
  readonly sort: string;
  readonly sorted: string;
  readonly tools: string;
  readonly filter: string;
  readonly filtered: string;
  readonly columns: string;
  readonly more: string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly removeRows: string;
  readonly fillDown: string;
  readonly fillSeries: string;
  readonly copyTable: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly filledDown: string;
  readonly cleared: string;
  readonly undone: string;
  readonly redone: string;
  readonly followed: string;
  readonly pasteHint: string;
  readonly pasted: string;
  readonly pastedPart: string;
  readonly moreProblems: string;
  readonly importCsv: string;
  readonly exportCsv: string;
  readonly importTitle: string;
  readonly importHint: string;
  readonly importFile: string;
  readonly importText: string;
  readonly importReplace: string;
  readonly importTooLarge: string;
  readonly importEmpty: string;
  readonly importFailed: Readonly<Record<keyof typeof importErrors, string>>;
  readonly importReading: string;
  readonly importFirstOnly: string;
  readonly importSheet: string;
  /** What to do about a workbook that cannot be read, by its error. */
  readonly workbook: Readonly<Record<keyof typeof workbookErrors, string>>;
  readonly importRows: string;
  readonly importReplaceRows: string;
  /** By the number of rows. */
  readonly importFound: Readonly<Record<'one' | 'other', string>>;
  /** The format of a file, and the sheet of it that is shown. */
  readonly importFormatIn: string;
  readonly importUnknown: string;
  readonly importProblems: string;
  readonly importLine: string;
  readonly importLineHead: string;
  readonly importPreview: string;
  readonly test: string;
  readonly testing: string;
  readonly untested: string;
  readonly testAfter: string;
  readonly live: string;
  readonly moved: string;
  readonly removedRows: string;
  readonly added: string;
  readonly addReference: string;
  readonly editReference: string;
  readonly secretNone: string;
  readonly secretKept: string;
  readonly secretChosen: string;
  readonly secretChoose: string;
  readonly secretRemove: string;
}

const english: FormWords = {
  problems: {
    required: 'Required',
    'too-long': 'At most __max__ characters',
    'control-character': 'One line of plain characters',
    'not-text': 'A text is needed here',
    'not-a-number': 'A number is needed here',
    'not-an-integer': 'A whole number is needed here',
    'out-of-range': 'From __min__ to __max__',
    'not-a-boolean': 'Yes or no is needed here',
    'not-a-choice': 'Choose one of the list',
    'not-a-list': 'This list can’t be read',
    'not-a-row': 'This row can’t be read',
    'too-few-rows': 'At least __min__ needed',
    'too-many-rows': 'At most __max__',
    duplicate: 'Already used in row __row__',
    'duplicate-line': 'Already used in line __line__',
    'unset-variable': 'The environment variable __name__ is not set',
    'not-an-object': 'This configuration can’t be read',
    'bad-schema-number': 'This configuration can’t be read',
    'newer-schema':
      'This configuration was made by a newer version of this package. Update the package before you change it.',
    'migration-failed': 'This configuration of an older version can’t be read',
  },
  row: 'Row __row__',
  cell: '__column__, row __row__',
  rowNumber: 'Row',
  selectRow: 'Select the row',
  sort: 'sort by it',
  sorted: 'Sorted',
  tools: 'Table',
  filter: 'filter…',
  filtered: '__shown__ of __count__',
  columns: 'Columns',
  more: 'More',
  moveUp: 'Move up',
  moveDown: 'Move down',
  removeRows: 'Remove selected rows',
  fillDown: 'Fill down',
  fillSeries: 'Continue downwards',
  copyTable: 'Copy table',
  copied: 'Table copied',
  notCopied: 'The browser does not let this page copy',
  filledDown: 'Filled down',
  cleared: 'Emptied',
  undone: 'Undone',
  redone: 'Done again',
  followed: 'Rows converted: __count__',
  pasteHint: 'Rows from a spreadsheet can be pasted here.',
  pasted: 'Rows pasted: __rows__',
  pastedPart: 'Rows pasted: __rows__. No room for __left__ more: at most __max__',
  moreProblems: '__count__ more',
  importCsv: 'Import…',
  exportCsv: 'Export CSV',
  importTitle: 'Import: __list__',
  importHint:
    'A CSV file or Excel workbook (.xlsx) with the names of its columns in the first line, or what other programs write for the same: choose it, or drop it here. Lines that are wrong are left out.',
  importFile: 'File',
  importText: 'or paste its text here',
  importReplace: 'In place of the rows that are there',
  importTooLarge: 'This file is larger than 20 MB.',
  importEmpty: 'This file is empty.',
  importFailed: {
    unreadable:
      'This file cannot be read: it may be a folder, have changed or been moved since it was chosen, or be locked by another program.',
    notText:
      'This file is no text, is damaged, or is in an encoding that is not known here. Save it as CSV in UTF-8, or as Excel workbook (.xlsx).',
  },
  importReading: 'The file is being read…',
  importFirstOnly: 'Of __count__ files only __file__ is read.',
  importSheet: 'Sheet',
  workbook: {
    broken:
      'This workbook is damaged, or was not copied as a whole. Open it in Excel and save it anew, or save it as CSV.',
    notXlsx: 'This is no Excel workbook of the form .xlsx. Save it as Excel workbook (.xlsx) or as CSV.',
    oldFormat: 'This file is of the old form of Excel (.xls). Save it as Excel workbook (.xlsx) or as CSV.',
    protected: 'This workbook is protected by a password. Save it without one, or as CSV.',
    tooLarge:
      'This workbook holds more than __megabytes__ MB, __cells__ cells or __sheets__ sheets. Save the sheet with the list as CSV.',
    tooManyRows:
      'The sheet __sheet__ has more than __rows__ rows. Remove it, or save the sheet with the list as CSV.',
  },
  importRows: 'Add rows: __count__',
  importReplaceRows: 'Replace all, by rows: __count__',
  importFound: {
    one: '__format__: __count__ row, __sound__ can be taken, __wrong__ not',
    other: '__format__: __count__ rows, __sound__ can be taken, __wrong__ not',
  },
  importFormatIn: '__format__, sheet __sheet__',
  importUnknown: 'Columns that the table does not have: __columns__',
  importProblems: 'What is wrong',
  importLine: 'Line __line__: __reason__',
  importLineHead: 'Line',
  importPreview: 'Preview',
  test: 'Test',
  testing: 'Connecting…',
  untested: 'Not tested yet',
  testAfter: 'Check first: __field__',
  live: 'Now',
  moved: 'Now row __row__ of __count__',
  removedRows: 'Rows removed: __count__',
  added: 'Row __row__ added',
  addReference: 'Add: __field__',
  editReference: 'Edit: __field__',
  secretNone: 'none',
  secretKept: 'kept, not shown',
  secretChosen: 'chosen',
  secretChoose: 'Choose file…',
  secretRemove: 'Remove',
};

const german: FormWords = {
  problems: {
    required: 'Erforderlich',
    'too-long': 'Höchstens __max__ Zeichen',
    'control-character': 'Eine Zeile ohne Steuerzeichen',
    'not-text': 'Hier gehört ein Text hin',
    'not-a-number': 'Hier gehört eine Zahl hin',
    'not-an-integer': 'Hier gehört eine ganze Zahl hin',
    'out-of-range': 'Von __min__ bis __max__',
    'not-a-boolean': 'Hier gehört ja oder nein hin',
    'not-a-choice': 'Wählen Sie aus der Liste',
    'not-a-list': 'Diese Liste ist nicht lesbar',
    'not-a-row': 'Diese Zeile ist nicht lesbar',
    'too-few-rows': 'Mindestens __min__ nötig',
    'too-many-rows': 'Höchstens __max__',
    duplicate: 'Schon in Zeile __row__ vergeben',
    'duplicate-line': 'Schon in Zeile __line__ der Datei vergeben',
    'unset-variable': 'Die Umgebungsvariable __name__ ist nicht gesetzt',
    'not-an-object': 'Diese Konfiguration ist nicht lesbar',
    'bad-schema-number': 'Diese Konfiguration ist nicht lesbar',
    'newer-schema':
      'Diese Konfiguration stammt aus einer neueren Version dieses Pakets. Aktualisieren Sie das Paket, bevor Sie sie ändern.',
    'migration-failed': 'Diese Konfiguration einer älteren Version ist nicht lesbar',
  },
  row: 'Zeile __row__',
  cell: '__column__, Zeile __row__',
  rowNumber: 'Zeile',
  selectRow: 'Zeile auswählen',
  sort: 'danach sortieren',
  sorted: 'Sortiert',
  tools: 'Tabelle',
  filter: 'filtern…',
  filtered: '__shown__ von __count__',
  columns: 'Spalten',
  more: 'Mehr',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  removeRows: 'Ausgewählte Zeilen entfernen',
  fillDown: 'Nach unten ausfüllen',
  fillSeries: 'Nach unten fortsetzen',
  copyTable: 'Tabelle kopieren',
  copied: 'Tabelle kopiert',
  notCopied: 'Der Browser lässt diese Seite nicht kopieren',
  filledDown: 'Nach unten ausgefüllt',
  cleared: 'Geleert',
  undone: 'Rückgängig gemacht',
  redone: 'Wiederholt',
  followed: 'Zeilen umgerechnet: __count__',
  pasteHint: 'Zeilen aus einer Tabellenkalkulation lassen sich hier einfügen.',
  pasted: 'Zeilen eingefügt: __rows__',
  pastedPart: 'Zeilen eingefügt: __rows__. Kein Platz für __left__ weitere: höchstens __max__',
  moreProblems: '__count__ weitere',
  importCsv: 'Importieren…',
  exportCsv: 'CSV exportieren',
  importTitle: 'Importieren: __list__',
  importHint:
    'Eine CSV-Datei oder Excel-Arbeitsmappe (.xlsx) mit den Namen ihrer Spalten in der ersten Zeile oder was andere Programme dafür schreiben: auswählen oder hier ablegen. Falsche Zeilen bleiben weg.',
  importFile: 'Datei',
  importText: 'oder ihren Text hier einfügen',
  importReplace: 'Anstelle der vorhandenen Zeilen',
  importTooLarge: 'Diese Datei ist größer als 20 MB.',
  importEmpty: 'Diese Datei ist leer.',
  importFailed: {
    unreadable:
      'Diese Datei lässt sich nicht lesen: Sie kann ein Ordner sein, seit der Auswahl geändert oder verschoben oder von einem anderen Programm gesperrt.',
    notText:
      'Diese Datei ist kein Text, beschädigt oder in einer hier unbekannten Kodierung. Speichern Sie sie als CSV in UTF-8 oder als Excel-Arbeitsmappe (.xlsx).',
  },
  importReading: 'Die Datei wird gelesen…',
  importFirstOnly: 'Von __count__ Dateien wird nur __file__ gelesen.',
  importSheet: 'Tabellenblatt',
  workbook: {
    broken:
      'Diese Arbeitsmappe ist beschädigt oder nicht vollständig kopiert. Öffnen Sie sie in Excel und speichern Sie sie neu oder als CSV.',
    notXlsx:
      'Das ist keine Excel-Arbeitsmappe der Form .xlsx. Speichern Sie sie als Excel-Arbeitsmappe (.xlsx) oder als CSV.',
    oldFormat:
      'Diese Datei hat die alte Form von Excel (.xls). Speichern Sie sie als Excel-Arbeitsmappe (.xlsx) oder als CSV.',
    protected:
      'Diese Arbeitsmappe ist durch ein Kennwort geschützt. Speichern Sie sie ohne Kennwort oder als CSV.',
    tooLarge:
      'Diese Arbeitsmappe enthält mehr als __megabytes__ MB, __cells__ Zellen oder __sheets__ Blätter. Speichern Sie das Blatt mit der Liste als CSV.',
    tooManyRows:
      'Das Blatt __sheet__ hat mehr als __rows__ Zeilen. Entfernen Sie es oder speichern Sie das Blatt mit der Liste als CSV.',
  },
  importRows: 'Zeilen hinzufügen: __count__',
  importReplaceRows: 'Alle ersetzen, durch Zeilen: __count__',
  importFound: {
    one: '__format__: __count__ Zeile, __sound__ brauchbar, __wrong__ nicht',
    other: '__format__: __count__ Zeilen, __sound__ brauchbar, __wrong__ nicht',
  },
  importFormatIn: '__format__, Tabellenblatt __sheet__',
  importUnknown: 'Spalten, die die Tabelle nicht hat: __columns__',
  importProblems: 'Was falsch ist',
  importLine: 'Zeile __line__: __reason__',
  importLineHead: 'Zeile',
  importPreview: 'Vorschau',
  test: 'Testen',
  testing: 'Verbindet…',
  untested: 'Noch nicht getestet',
  testAfter: 'Bitte zuerst prüfen: __field__',
  live: 'Jetzt',
  moved: 'Jetzt Zeile __row__ von __count__',
  removedRows: 'Zeilen entfernt: __count__',
  added: 'Zeile __row__ hinzugefügt',
  addReference: 'Hinzufügen: __field__',
  editReference: 'Bearbeiten: __field__',
  secretNone: 'keine',
  secretKept: 'hinterlegt, nicht sichtbar',
  secretChosen: 'gewählt',
  secretChoose: 'Datei wählen…',
  secretRemove: 'Entfernen',
};

/** @param language of the editor's texts, such as `de` or `en-US` */
export function formWordsFor(language: string): FormWords {
  return /^de\b/i.test(language) ? german : english;
}

export function formWords(): FormWords {
  return formWordsFor(red().i18n.lang());
}
