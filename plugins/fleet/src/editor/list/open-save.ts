import { html, notify, openTray, textInput } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';
import type { ListFilter } from './filter.ts';
import type { SavedSelections } from './kept.ts';

const nameId = 'mw-fleet-selection-name';

/** Asks for a name under which what the list is narrowed to is kept. */
export function openSaveSelection(
  filter: ListFilter,
  { texts, saved, changed }: { texts: FleetTexts; saved: SavedSelections; changed: () => void },
): void {
  const title = texts('selection.saveTitle');
  const tray = openTray({ title, label: title, width: 440, focus: `#${nameId}` });
  let name = '';
  const save = (): void => {
    const given = name.trim();
    if (given === '') return;
    saved.save({ name: given, filter });
    tray.close();
    notify({ kind: 'success', text: texts('selection.saved', { name: given }) });
    changed();
  };
  const draw = (): void => {
    tray.setPrimary({ label: texts('save'), disabled: name.trim() === '', run: save });
    tray.show(
      html`<p>${texts('selection.what')}</p>
        ${textInput({
          id: nameId,
          label: texts('selection.name'),
          maxLength: 60,
          value: name,
          change(next) {
            name = next;
            draw();
          },
        })}`,
    );
  };
  draw();
}
