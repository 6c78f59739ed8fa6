import { closeBrowser } from '@millwright/testing';

/** What every mocha process does around its tests. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await closeBrowser();
  },
};
