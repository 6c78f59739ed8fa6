import { defineErrors } from '@millwright/schema';

/** Why a file that was chosen for import gives no text. */
export const importErrors = defineErrors('import', {
  unreadable: {
    status: 0,
    family: 'caller',
    message: () => 'The file cannot be read: it may be a folder, have changed since, or be locked',
  },
});
