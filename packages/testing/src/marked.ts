/**
 * The JSON that stands behind a mark in the lines of a log. Of the last line more may be to come: what ends like a whole object may
 * be the first half of one, so it is left for the next look.
 */
export const marked = <Found>(log: string, mark: string): readonly Found[] =>
  log
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const at = line.indexOf(mark);
      return at < 0 ? [] : [JSON.parse(line.slice(at + mark.length)) as Found];
    });
