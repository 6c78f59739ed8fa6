/** Why something new cannot be made, and what to do instead. Nothing has been written. */
export class Refusal extends Error {
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}
