/** How the root scripts speak: one line for each step, and what to do when one fails. */

export function step(text: string): void {
  console.log(`▸ ${text}`);
}

export function good(text: string): void {
  console.log(`● ${text}`);
}

export function attention(text: string): void {
  console.log(`▲ ${text}`);
}

export function failure(text: string, next?: string): void {
  console.error(`\n■ ${text}${next ? `\n  ${next}` : ''}\n`);
}
