/**
 * Takes the place of the service worker by which Dashboard keeps its page in a browser, and goes away: else the browser
 * would go on showing that page to whoever is logged out, and would never ask here.
 */
export const leavingWorker = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  await self.registration.unregister();
  for (const name of await caches.keys())
    if (name.includes(self.registration.scope)) await caches.delete(name);
  for (const page of await self.clients.matchAll({ type: 'window' })) await page.navigate(page.url);
})()));
`;
