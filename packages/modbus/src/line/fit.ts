import { exceptionBit } from '../pdu/exceptions.ts';

const word = (pdu: Uint8Array, at: number): number => ((pdu[at] ?? 0) << 8) | (pdu[at + 1] ?? 0);

/** How long the answer to a request is if it is no exception; undefined where the request does not say. */
export function dueLength(request: Uint8Array): number | undefined {
  switch (request[0]) {
    case 1:
    case 2:
      return 2 + Math.ceil(word(request, 3) / 8);
    case 3:
    case 4:
    case 23:
      return 2 + 2 * word(request, 3);
    case 5:
    case 6:
    case 15:
    case 16:
      return 5;
    case 22:
      return 7;
    default:
      return undefined;
  }
}

/** Bytes that an answer repeats from its request. */
function repeated([code]: Uint8Array): number {
  switch (code) {
    case 5:
    case 6:
    case 15:
    case 16:
      return 5;
    case 22:
      return 7;
    default:
      return 1;
  }
}

/**
 * Whether an answer may be the one to a request. A line says nothing of that but by what stands in the answer, and one
 * that belongs to an earlier request means that the right one is still to come.
 * @returns `foreign` where it cannot be; `doubtful` where only what it repeats differs
 */
export function fit(request: Uint8Array, answer: Uint8Array): 'fits' | 'doubtful' | 'foreign' {
  const [code = 0] = request;
  if (answer[0] === (code | exceptionBit)) return answer.length === 2 ? 'fits' : 'foreign';
  if (answer[0] !== code) return 'foreign';
  const due = dueLength(request);
  if (due !== undefined && answer.length !== due) return 'foreign';
  for (let at = 1; at < repeated(request); at += 1) if (answer[at] !== request[at]) return 'doubtful';
  return 'fits';
}
