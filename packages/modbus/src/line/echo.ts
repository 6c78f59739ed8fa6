import { type Awaited, beginsAs, type Echo, isAnsweredByItself } from './framing.ts';

/**
 * Takes the echo of a request off what came. An adapter with two wires hears what it sends; whether this one does is
 * learned at the first request whose answer cannot look like it.
 * @returns how many bytes at the start are the echo; `undefined` while that cannot be told
 */
export function echoLength(bytes: Uint8Array, awaited: Awaited, echo: Echo): number | undefined {
  const { sent, pdu } = awaited;
  if (echo.heard === false) return 0;
  if (echo.heard === undefined && isAnsweredByItself(pdu)) return 0;
  if (!beginsAs(bytes, sent)) {
    if (echo.heard === undefined) echo.heard = false;
    return 0;
  }
  if (bytes.length < sent.length) return undefined;
  echo.heard = true;
  return sent.length;
}
