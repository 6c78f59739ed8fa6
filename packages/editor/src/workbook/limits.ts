/** A workbook beyond these is no list of points, and could be made to hold up the page. */
export interface WorkbookLimits {
  /** Bytes of all parts that are read, once they are unpacked; and characters of all cells. */
  readonly bytes: number;
  readonly rows: number;
  /** Cells further to the right are passed over. */
  readonly columns: number;
}

export const megabyte = 1024 * 1024;

export const workbookLimits: WorkbookLimits = { bytes: 64 * megabyte, rows: 50_000, columns: 256 };
