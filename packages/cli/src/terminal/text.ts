/** A terminal's usual width: what is printed keeps to it. */
export const columns = 80;

/** What may come from elsewhere must not steer the terminal: control and direction characters become spaces. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
}

/** Code as it is, with a mark in place of each character that steers: two texts that differ look different. */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (found) => {
    const code = found.charCodeAt(0);
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** Cuts what comes from elsewhere to a length that a person reads. */
export function short(text: string, most = 300): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/**
 * Breaks a text into lines of at most `width` columns. A word that is longer, such as a path or an address, stays
 * whole, so that it can be copied.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** @see https://no-color.org */
export function wantsColour(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}

/** Text in one of the eight colours that every terminal has (30 to 37), or bold (1) or faint (2). */
export function painted(text: string, colour: number, wanted: boolean): string {
  return wanted ? `\u001b[${colour}m${text}\u001b[0m` : text;
}

/** JSON to read and to parse, in which nothing steers the terminal that it may be printed on. */
export function jsonText(value: unknown): string {
  const escaped = (found: string): string =>
    [...found].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  // What JSON leaves as it is stands inside of texts only, but for the line ends that lay it out.
  return `${JSON.stringify(value, null, 2).replace(/[\p{Zl}\p{Zp}\p{Bidi_Control}\u007f-\u009f]+/gu, escaped)}\n`;
}

/** `1 node`, `3 nodes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
