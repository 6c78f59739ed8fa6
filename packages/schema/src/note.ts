/**
 * The header in which a request to Node-RED's admin side says why it is made: on `POST /flows`, `PUT /flow/:id`,
 * `POST /nodes` and every other one that changes something. Its value is the note as {@link encodeNote} writes it.
 */
export const noteHeader = 'X-Millwright-Note';

/** In UTF-16 code units, as `length` counts them and text fields limit them. */
export const longestNote = 2000;

/**
 * Node.js takes 16 KiB for all headers of a request and refuses more before anybody could say why. Only texts that
 * are mostly Chinese, Japanese or emoji reach this before {@link longestNote}.
 */
const longestHeader = 12_000;

/** UTF-8 with percent signs, as `encodeURIComponent` writes it: headers hold nothing but ASCII. */
export function encodeNote(note: string): string {
  // Half of a pair has no UTF-8.
  return encodeURIComponent(note.trim().toWellFormed());
}

/** Whether a note is short enough to be sent. */
export function fitsNote(note: string): boolean {
  return note.trim().length <= longestNote && encodeNote(note).length <= longestHeader;
}

export type ReadNote =
  | { readonly ok: true /** Undefined where nothing is said. */; readonly note: string | undefined }
  | { readonly ok: false; readonly problem: 'malformed' | 'too-long' };

/** Reads the value of the header. Never throws. */
export function readNote(value: string | undefined): ReadNote {
  if (value === undefined) return { ok: true, note: undefined };
  if (value.length > longestHeader) return { ok: false, problem: 'too-long' };
  let note: string;
  try {
    note = decodeURIComponent(value).trim();
  } catch {
    return { ok: false, problem: 'malformed' };
  }
  if (note.length > longestNote) return { ok: false, problem: 'too-long' };
  return { ok: true, note: note === '' ? undefined : note };
}
