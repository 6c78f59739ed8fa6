import type { Effect, Event, Report, State } from '../index.ts';
import { phaseOf } from '../index.ts';
import type { Files } from './files.fixture.ts';
import type { Happening } from './script.fixture.ts';

/** One thing that was so, or was done, at a time of the simulation (milliseconds). */
export type Entry = { readonly at: number } & (
  | { readonly kind: 'happened'; readonly happening: Happening }
  | {
      readonly kind: 'step';
      readonly event: Event;
      readonly state: State;
      readonly effects: readonly Effect[];
    }
  | { readonly kind: 'durable'; readonly state: State }
  | { readonly kind: 'begun'; readonly effect: Effect }
  | { readonly kind: 'touched'; readonly slot: string }
  | { readonly kind: 'runs'; readonly files: Files }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'started'; readonly flows: 'run' | 'held' | 'stopped' }
  | { readonly kind: 'ended'; readonly why: string }
  | { readonly kind: 'reported'; readonly report: Report }
  | { readonly kind: 'healed' }
  | {
      readonly kind: 'settled';
      readonly running: Files | undefined;
      readonly slots: readonly string[];
      readonly state: State;
    }
  | { readonly kind: 'unsettled'; readonly state: State }
);

export type History = readonly Entry[];

/** A history that a person can follow: one line for each entry. */
export const printHistory = (history: History): string =>
  history.map((entry) => `${(entry.at / 1000).toFixed(3).padStart(10)} s  ${lineOf(entry)}`).join('\n');

function lineOf(entry: Entry): string {
  switch (entry.kind) {
    case 'happened':
      return `*** ${JSON.stringify(entry.happening)}`;
    case 'step': {
      const { event, state, effects } = entry;
      return `${eventLine(event)} -> ${stateLine(state)}: ${effects.map(effectLine).join(', ') || 'nothing'}`;
    }
    case 'durable':
      return `journal durable: ${stateLine(entry.state)}`;
    case 'begun':
      return `  begins ${effectLine(entry.effect)}`;
    case 'touched':
      return `  writes or removes slot ${entry.slot}`;
    case 'runs':
      return `Node-RED runs ${JSON.stringify(entry.files)}`;
    case 'stopped':
      return 'Node-RED runs no flows';
    case 'started':
      return `Node-RED starts, flows: ${entry.flows}`;
    case 'ended':
      return `Node-RED ended: ${entry.why}`;
    case 'reported':
      return `the hub hears: ${entry.report.phase}, outcomes ${entry.report.outcomes.map(({ job, result }) => `${job} ${result}`).join(', ') || 'none'}`;
    case 'healed':
      return '*** healed';
    case 'settled':
      return `settled: ${stateLine(entry.state)}, runs ${JSON.stringify(entry.running)}`;
    case 'unsettled':
      return `NOT settled: ${stateLine(entry.state)}`;
  }
}

function eventLine(event: Event): string {
  if (event.kind !== 'desired') {
    const { time: _time, ...rest } = event;
    return JSON.stringify(rest);
  }
  const { job, counter, drift, release } = event.desired;
  return `desired ${job} (counter ${counter}, ${drift}): ${release ? `${release.digest}, version ${release.version}, floor ${release.floor ?? '-'}` : 'no release'}`;
}

function stateLine(state: State): string {
  const { turn, last, work, committed, next } = state;
  const detail =
    work && 'starts' in work
      ? ` starts ${work.starts} attempt ${work.attempt}${work.held ? ' held' : ''}${work.pausing ? ' pausing' : ''}`
      : '';
  return `${phaseOf(state)} (turn ${turn}, counter ${last?.counter ?? 0}, committed ${committed?.slot ?? '-'}, next ${next?.job ?? '-'}${detail})`;
}

function effectLine(effect: Effect): string {
  if (effect.kind === 'arm') return `arm ${effect.timer} ${effect.milliseconds / 1000} s`;
  return 'slot' in effect ? `${effect.kind} ${effect.slot}` : effect.kind;
}
