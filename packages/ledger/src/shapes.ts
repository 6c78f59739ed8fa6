/** What an event and a verdict look like: nothing of Node.js, so that browsers can import it. */
export * from './event.ts';
export { type Fault, fault, faultKinds, type Verdict, verdict } from './verdict.ts';
