export { workbookErrors } from './errors.ts';
export { sheetText } from './sheet-text.ts';
export { isWorkbook, readWorkbook, type Sheet } from './workbook.ts';
