import { defineErrors } from '@millwright/schema';

/** Why a file that was chosen for import gives no text. */
export const importErrors = defineErrors('import', {
  unreadable: {
    status: 0,
    family: 'caller',
    message: () => 'The file cannot be read: it may be a folder, have changed since, or be locked',
  },
  notText: {
    status: 0,
    family: 'caller',
    message: () => 'The file is no text in UTF-8, UTF-16 with a byte-order mark or Windows-1252',
  },
});
