import type { AlarmEntry } from '@millwright/analytics';

/** What of a list is shown. */
export interface Filter {
  /** Words of which each has to stand somewhere in the alarm; empty for all. */
  readonly text: string;
  /** Undefined for all. */
  readonly area?: string;
  readonly priority?: number;
}

export const noFilter: Filter = { text: '' };

export const isFiltering = ({ text, area, priority }: Filter): boolean =>
  text.trim() !== '' || area !== undefined || priority !== undefined;

/** Says of an alarm whether it passes. */
export function passing({ text, area, priority }: Filter): (entry: AlarmEntry) => boolean {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return (entry) => {
    if (area !== undefined && entry.area !== area) return false;
    if (priority !== undefined && entry.priority !== priority) return false;
    if (words.length === 0) return true;
    const searched = `${entry.text}\n${entry.area}\n${entry.tag ?? ''}\n${entry.id}`.toLocaleLowerCase();
    return words.every((word) => searched.includes(word));
  };
}
