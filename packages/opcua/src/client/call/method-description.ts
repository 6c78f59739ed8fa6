/** One argument of a method, as the server declares it. */
export interface ArgumentDescription {
  readonly name: string;
  /** The address of its data type. */
  readonly dataType: string;
  /**
   * -3 one value or one dimension, -2 any, -1 one value, 0 one or more dimensions, from 1 on so many.
   * @see OPC 10000-3 section 5.6.2 (ValueRank)
   */
  readonly rank: number;
  readonly description?: string;
}

/** What a method takes and gives, in the order of the call. */
export interface MethodDescription {
  readonly inputs: readonly ArgumentDescription[];
  readonly outputs: readonly ArgumentDescription[];
}
