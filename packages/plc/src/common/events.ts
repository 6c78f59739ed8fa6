/** What a field of an event can be. */
type Kind = 'text' | 'integer' | 'boolean';

/** An event that a pack tells the audit log. */
export interface PackEventType {
  readonly name: string;
  /** For the page that lists events. */
  readonly title: string;
  readonly fields: Readonly<Record<string, Kind>>;
}

/** What a pack tells of writes: one, the same again and again, and whatever else may change something. */
export type WriteEvents<Name extends string> = Readonly<Record<Name | 'write' | 'repeat', PackEventType>>;
