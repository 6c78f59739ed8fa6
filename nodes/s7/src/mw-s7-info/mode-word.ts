import type { StatusWord } from '@millwright/runtime';
import type { CpuMode } from '@millwright/s7';

/** What stands under a node of a CPU in a mode. */
export function modeWord(mode: CpuMode): StatusWord {
  switch (mode) {
    case 'run':
      return { is: 'running' };
    case 'stop':
      return { is: 'stopped' };
    case 'defect':
      return { is: 'failed' };
    default:
      return { is: 'online' };
  }
}
