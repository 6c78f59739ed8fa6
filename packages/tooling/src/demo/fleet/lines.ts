/** A line of the demo plant that has a gateway of its own: a device of the fleet, and the filler that it reads. */
export interface Line {
  /** Names its folder. */
  readonly id: string;
  /** What the hub calls its gateway. */
  readonly name: string;
  /** The value of its label `line`. */
  readonly line: string;
  /** The ports that everybody expects; others are taken where these are not free. */
  readonly editorPort: number;
  readonly plcPort: number;
  /** Of the shift that its filler plays. */
  readonly seed: number;
}

export const lines: readonly Line[] = [
  { id: 'filler-1', name: 'line-1-gw', line: '1', editorPort: 1891, plcPort: 1511, seed: 11 },
  { id: 'filler-2', name: 'line-2-gw', line: '2', editorPort: 1892, plcPort: 1512, seed: 12 },
];
