import type { CommonProblem } from '@millwright/schema';
import { red } from '../red.ts';

/** Words that every form needs, whichever node it belongs to. */
export interface FormWords {
  readonly problems: Readonly<Record<CommonProblem, string>>;
  readonly row: string;
  readonly namedRow: string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly remove: string;
  readonly moved: string;
  readonly removed: string;
  readonly added: string;
  readonly addReference: string;
  readonly editReference: string;
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
    'unset-variable': 'The environment variable __name__ is not set',
    'not-an-object': 'This configuration can’t be read',
    'bad-schema-number': 'This configuration can’t be read',
    'newer-schema':
      'This configuration was made by a newer version of this package. Update the package before you change it.',
    'migration-failed': 'This configuration of an older version can’t be read',
  },
  row: 'Row __row__',
  namedRow: 'Row __row__: __name__',
  moveUp: 'Move up',
  moveDown: 'Move down',
  remove: 'Remove',
  moved: 'Now row __row__ of __count__',
  removed: 'Row __row__ removed',
  added: 'Row __row__ added',
  addReference: 'Add: __field__',
  editReference: 'Edit: __field__',
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
    'unset-variable': 'Die Umgebungsvariable __name__ ist nicht gesetzt',
    'not-an-object': 'Diese Konfiguration ist nicht lesbar',
    'bad-schema-number': 'Diese Konfiguration ist nicht lesbar',
    'newer-schema':
      'Diese Konfiguration stammt aus einer neueren Version dieses Pakets. Aktualisieren Sie das Paket, bevor Sie sie ändern.',
    'migration-failed': 'Diese Konfiguration einer älteren Version ist nicht lesbar',
  },
  row: 'Zeile __row__',
  namedRow: 'Zeile __row__: __name__',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  remove: 'Entfernen',
  moved: 'Jetzt Zeile __row__ von __count__',
  removed: 'Zeile __row__ entfernt',
  added: 'Zeile __row__ hinzugefügt',
  addReference: 'Hinzufügen: __field__',
  editReference: 'Bearbeiten: __field__',
};

/** @param language of the editor's texts, such as `de` or `en-US` */
export function formWordsFor(language: string): FormWords {
  return /^de\b/i.test(language) ? german : english;
}

export function formWords(): FormWords {
  return formWordsFor(red().i18n.lang());
}
