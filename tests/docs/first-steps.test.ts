import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../api/db/open.js';
import { FIRST_STEPS } from '../../api/http/first-steps.js';
import { serve } from '../../api/http/serve.js';
import { ROOT } from '../support/cli.js';
import { fencedBlocks } from '../support/readme.js';

it('the first steps shown above the reference lead from the one-time code to a published week', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-first-'));
  const served = await serve({
    store: await openStore(join(folder, 'first.db')),
    port: 0,
    onError: (message) => expect.fail(message),
  });
  try {
    mkdirSync(join(folder, 'centre'));
    for (const name of ['centre.json', 'agents.csv', 'history.csv'])
      copyFileSync(join(ROOT, 'fixtures/small', name), join(folder, 'centre', name));
    const [script] = fencedBlocks(FIRST_STEPS, 'js');
    // As it stands, with less time for the plan.
    const quick = script!.replace('timeLimitSeconds: 20', 'timeLimitSeconds: 1');
    expect(quick).not.toBe(script);
    writeFileSync(join(folder, 'first-steps.mjs'), quick);
    const child = spawn(process.execPath, ['first-steps.mjs', served.setupCode!], {
      cwd: folder,
      env: { ...process.env, ROOSTER: served.url },
    });
    let [out, errors] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      errors += text;
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect([code, errors]).toEqual([0, '']);
    expect(out).toMatch(/^2026-W50 is published: \d+ shifts\n$/);
  } finally {
    await served.close();
    rmSync(folder, { recursive: true });
  }
});
