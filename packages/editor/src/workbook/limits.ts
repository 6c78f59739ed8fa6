import { workbookErrors } from './errors.ts';

/** A workbook beyond these is no list of points, and could be made to hold up the page. Each but that of rows is for all of its sheets together. */
export interface WorkbookLimits {
  /** Of all parts that are read, once they are unpacked; so many characters may stand in cells, too, which can name one string again and again. */
  readonly bytes: number;
  /** Places of cells, also empty ones, as rows are given: a sheet can be wide and long with little in it. */
  readonly cells: number;
  /** Hidden ones are not counted. */
  readonly sheets: number;
  /** Of a sheet. */
  readonly rows: number;
  /** Cells further to the right are passed over. */
  readonly columns: number;
}

const megabyte = 1024 * 1024;

export const workbookLimits: WorkbookLimits = {
  bytes: 64 * megabyte,
  cells: 4_000_000,
  sheets: 256,
  rows: 50_000,
  columns: 256,
};

/** Says what a workbook may hold, whichever it is that it holds more of. */
export const tooLarge = ({ bytes, cells, sheets }: WorkbookLimits): Error =>
  workbookErrors.tooLarge({ megabytes: bytes / megabyte, cells, sheets });
