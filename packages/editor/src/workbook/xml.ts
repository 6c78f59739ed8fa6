import { Parser } from 'saxen';
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
 * Walks through an XML document. None of Office declares a document type, so one that does is refused, with the entities that it could make.
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
    .on('openTag', (name, attributes, decode) => {
      const element = { name: withoutPrefix(name), attribute: attributeReader(attributes, decode) };
      told(() => listener.opened?.(element));
    })
    .on('closeTag', (name) => told(() => listener.closed?.(withoutPrefix(name))))
    .on('text', (text, decode) => told(() => listener.text?.(decode(text))))
    .on('cdata', (text) => told(() => listener.text?.(text)))
    .on('attention', () => {
      throw workbookErrors.broken();
    });
  try {
    parser.parse(xml);
  } catch (cause) {
    throw thrown ?? workbookErrors.broken(undefined, { cause });
  }
}

function decodeXml(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw workbookErrors.broken(undefined, { cause });
  }
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeReader(
  attributes: () => Record<string, string> | false,
  decode: (text: string) => string,
): Opened['attribute'] {
  return (wanted) => {
    const given = attributes() || {};
    const found =
      given[wanted] ?? Object.entries(given).find(([name]) => withoutPrefix(name) === wanted)?.[1];
    return found === undefined ? undefined : decode(found);
  };
}
