import { Parser } from 'saxen';
import { markedEncoding } from '../byte-order-mark.ts';
import { workbookErrors } from './errors.ts';

/** An element as it begins. Names are without the prefix of their namespace, which each program chooses for itself. */
export interface Opened {
  readonly name: string;
  attribute(name: string): string | undefined;
}

export interface XmlListener {
  opened?(element: Opened): void;
  closed?(name: string): void;
  text?(text: string): void;
}

/**
 * Walks through an XML document. None of Office declares a document type, so one that does is refused, with the entities that it could make. So is what the parser
 * would pass over: a cell whose place is lost would go to another.
 *
 * @throws workbook.broken where it is not well-formed; and what the listener throws
 */
export function walkXml(bytes: Uint8Array, listener: XmlListener): void {
  const xml = decodeXml(bytes);
  let thrown: unknown;
  /** Tells what the listener throws from what the parser does. */
  const told = (tell: () => void): void => {
    try {
      tell();
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  const parser = new Parser()
    .on('openTag', (name, attributes) => {
      const element = { name: withoutPrefix(name), attribute: attributeReader(attributes) };
      told(() => listener.opened?.(element));
    })
    .on('closeTag', (name) => told(() => listener.closed?.(withoutPrefix(name))))
    .on('text', (text) => told(() => listener.text?.(decodeReferences(text))))
    .on('cdata', (text) => told(() => listener.text?.(text)))
    .on('attention', () => {
      throw workbookErrors.broken();
    })
    .on('warn', (cause) => {
      throw workbookErrors.broken(undefined, { cause });
    });
  try {
    parser.parse(xml);
  } catch (cause) {
    throw thrown ?? workbookErrors.broken(undefined, { cause });
  }
}

function decodeXml(bytes: Uint8Array): string {
  try {
    return new TextDecoder(markedEncoding(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw workbookErrors.broken(undefined, { cause });
  }
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeReader(attributes: () => Record<string, string>): Opened['attribute'] {
  return (wanted) => {
    const given = attributes();
    const found =
      given[wanted] ?? Object.entries(given).find(([name]) => withoutPrefix(name) === wanted)?.[1];
    return found === undefined ? undefined : decodeReferences(found);
  };
}

const entities = new Map([
  ['amp', '&'],
  ['apos', "'"],
  ['gt', '>'],
  ['lt', '<'],
  ['quot', '"'],
]);
const lastCharacter = 0x10_ffff;

/**
 * Characters by their number, and the entities that every document has. The parser's own decoding knows no character beyond 16 bits.
 *
 * @throws workbook.broken for what only a document type could declare
 * @see XML 1.0, sections 4.1 and 4.6
 */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^&;]*)(;?)/g, (_, name: string, end: string) => {
    const character = end === '' ? undefined : characterOf(name);
    if (character === undefined) throw workbookErrors.broken();
    return character;
  });
}

function characterOf(name: string): string | undefined {
  const [isNumber, decimal, hexadecimal = ''] = /^#(?:(\d+)|x([\da-fA-F]+))$/.exec(name) ?? [];
  if (isNumber === undefined) return entities.get(name);
  const number = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  return number <= lastCharacter ? String.fromCodePoint(number) : undefined;
}
