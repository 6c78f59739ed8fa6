/** What is used of saxen, which brings no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;

  export class Parser {
    /** @param attributes false where they cannot be read; their values are not decoded */
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Record<string, string> | false, decode: Decode) => void,
    ): this;
    on(event: 'closeTag', listener: (name: string) => void): this;
    on(event: 'text', listener: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', listener: (text: string) => void): this;
    /** `<!DOCTYPE …>` and the like. */
    on(event: 'attention', listener: (text: string) => void): this;
    /** Throws at what is not well-formed, unless there is a listener for it; what a listener throws goes through. */
    parse(xml: string): void;
  }
}
