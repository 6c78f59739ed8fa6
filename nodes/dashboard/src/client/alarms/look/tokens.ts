/** The colours of a priority: the shape, the number in it, and the line around it. */
export interface PriorityColours {
  readonly fill: string;
  readonly ink: string;
  readonly line: string;
}

/**
 * The colours of alarm widgets, `#rrggbb`. They stand on a surface of their own, so that whatever theme a dashboard has, they
 * can be told apart and read: a test measures each pair.
 */
export interface AlarmColours {
  readonly surface: string;
  /** Behind a row that is selected. */
  readonly selected: string;
  /** Behind the head, tabs and notices. */
  readonly head: string;
  readonly text: string;
  /** For what stands beside the text. */
  readonly quiet: string;
  /** Lines around what can be used. */
  readonly edge: string;
  /** Marks what has the focus, and what is chosen. */
  readonly accent: string;
  /** What was refused or does not work. */
  readonly fault: string;
  /** Of the priorities 1 to 4, the most urgent first. */
  readonly priorities: readonly [PriorityColours, PriorityColours, PriorityColours, PriorityColours];
}

export const alarmColours: Readonly<Record<'light' | 'dark', AlarmColours>> = {
  light: {
    surface: '#ffffff',
    selected: '#dce8f5',
    head: '#eef0f2',
    text: '#1c2126',
    quiet: '#4d565f',
    edge: '#767f88',
    accent: '#0b5394',
    fault: '#a3000f',
    priorities: [
      { fill: '#b3001b', ink: '#ffffff', line: '#b3001b' },
      { fill: '#ff9a3d', ink: '#1c1200', line: '#8a4500' },
      { fill: '#ffdf66', ink: '#1c1800', line: '#6b5600' },
      { fill: '#cfe3f7', ink: '#0e1a26', line: '#2b5f91' },
    ],
  },
  dark: {
    surface: '#1b1e22',
    selected: '#2b3a4b',
    head: '#262a2f',
    text: '#eceff2',
    quiet: '#b4bcc4',
    edge: '#858e98',
    accent: '#8fc4ff',
    fault: '#ff9d97',
    priorities: [
      { fill: '#ff6b63', ink: '#1d0402', line: '#ff6b63' },
      { fill: '#ffa94d', ink: '#1f1200', line: '#ffa94d' },
      { fill: '#ffe066', ink: '#1c1800', line: '#ffe066' },
      { fill: '#9cc9f5', ink: '#04121f', line: '#9cc9f5' },
    ],
  },
};

/** The colours of a priority; what is less urgent than 4 looks like 4, and its number says the rest. */
export function coloursOf({ priorities }: AlarmColours, priority: number): PriorityColours {
  return priorities[Math.min(4, Math.max(1, Math.round(priority))) - 1] ?? priorities[3];
}

/** The colours as custom properties, such as `--mw-alarm-text` and `--mw-alarm-1-fill`. */
export function customProperties(colours: AlarmColours): Readonly<Record<string, string>> {
  const { priorities, ...others } = colours;
  return Object.fromEntries([
    ...Object.entries(others).map(([name, colour]) => [`--mw-alarm-${name}`, colour]),
    ...priorities.flatMap((priority, index) =>
      Object.entries(priority).map(([name, colour]) => [`--mw-alarm-${index + 1}-${name}`, colour]),
    ),
  ]);
}
