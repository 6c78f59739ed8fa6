import { defineErrors } from '@millwright/schema';

/** Why a file that seems to be a workbook gives no rows. */
export const workbookErrors = defineErrors('workbook', {
  broken: {
    status: 0,
    family: 'caller',
    message: () => 'The workbook is damaged, or was not copied as a whole',
  },
  notXlsx: {
    status: 0,
    family: 'caller',
    message: () => 'The file is no workbook of the form .xlsx',
  },
  oldFormat: {
    status: 0,
    family: 'caller',
    message: () => 'The file is of the old form of Excel (.xls)',
  },
  protected: {
    status: 0,
    family: 'caller',
    message: () => 'The workbook is encrypted with a password',
  },
  tooLarge: {
    status: 0,
    family: 'caller',
    message: (details: { megabytes: number; cells: number; sheets: number }) =>
      `The workbook holds more than ${details.megabytes} MB once it is unpacked, ${details.cells} cells or ${details.sheets} sheets`,
  },
  tooManyRows: {
    status: 0,
    family: 'caller',
    message: (details: { sheet: string; rows: number }) =>
      `The sheet ${details.sheet} has more than ${details.rows} rows`,
  },
});
