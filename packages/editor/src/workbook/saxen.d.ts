/** What is used of saxen, which brings no types. */
declare module 'saxen' {
  export class Parser {
    /** @param attributes read as they are asked for; their values are not decoded */
    on(event: 'openTag', listener: (name: string, attributes: () => Record<string, string>) => void): this;
    on(event: 'closeTag', listener: (name: string) => void): this;
    /** @param text not decoded */
    on(event: 'text', listener: (text: string) => void): this;
    on(event: 'cdata', listener: (text: string) => void): this;
    /** `<!DOCTYPE …>` and the like. */
    on(event: 'attention', listener: (text: string) => void): this;
    /** What is not well-formed and would be passed over, as an attribute that is written otherwise than `name="value"`. */
    on(event: 'warn', listener: (warning: Error) => void): this;
    /** Throws at what is not well-formed, unless there is a listener for it; what a listener throws goes through. */
    parse(xml: string): void;
  }
}
