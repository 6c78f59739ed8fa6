import type { Output } from '../command.ts';
import { painted, plain, short } from '../terminal/text.ts';
import type { Version } from './answers.ts';
import { localMinute } from './moments.ts';
import { actorName, summaryOf } from './words.ts';

/** Signs, since colour alone says nothing: what runs now, and what retention never deletes. */
const runs = '●';
const pinned = '◆';

const mostOfName = 40;

/** Cuts to the width of a terminal, where the text goes to one: what is left out stands in `show`. */
function fitting(line: string, width: number | undefined): string {
  return width === undefined ? line : short(line, Math.max(width, 20));
}

/** What stands behind the time: who, then what matters most first, since little of it may be seen: name, note, change. */
function restOf(version: Version, whoWidth: number): string {
  const who = short(plain(actorName(version)), mostOfName).padEnd(whoWidth);
  const name = version.name === undefined ? '' : `[${plain(version.name)}]  `;
  const note = version.note === undefined ? '' : `“${plain(version.note)}”  `;
  return `${who}  ${name}${note}${plain(summaryOf(version))}`;
}

/** One line per version, in columns, each ending with a line end. */
export function listText(
  versions: readonly Version[],
  { colour, columns }: Pick<Output, 'colour' | 'columns'>,
): string {
  const numberWidth = Math.max(...versions.map(({ number }) => String(number).length), 0);
  const whoWidth = Math.max(
    ...versions.map((each) => Math.min(plain(actorName(each)).length, mostOfName)),
    0,
  );
  return versions
    .map((version) => {
      const current = version.state === 'current';
      const head = `${current ? runs : ' '} ${String(version.number).padStart(numberWidth)} ${version.pinned ? pinned : ' '} `;
      const line = fitting(`${head}${localMinute(version.time)}  ${restOf(version, whoWidth)}`, columns);
      const rest = line.slice(head.length);
      return `${painted(line.slice(0, head.length), current ? 32 : 33, colour)}${rest}\n`;
    })
    .join('');
}
