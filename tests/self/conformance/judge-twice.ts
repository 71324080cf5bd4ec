import { callMethod, channelUrl } from '../../conformance/worker-channel.ts';
import setUp, { nativeRun, planNativeRun } from '../../conformance/setup.ts';
import type { GatedResult } from '../../../integrations/report-verdict.ts';

/**
 * Does in one process what `npx playwright test --ui` does between two clicks; the target is mended in between.
 * Arguments: the requirement, and the URL that mends the target. Prints the verdicts as JSON.
 */
const [id = '', mend = ''] = process.argv.slice(2);

const ask = async () => ((await callMethod(channelUrl(), 'result', [id])) as GatedResult).result?.verdict;

await planNativeRun();
const tearDown = await setUp();
nativeRun.begin([id], () => undefined);
const first = await ask();
await nativeRun.finish([], false);
await fetch(mend);
nativeRun.begin([id], () => undefined);
const second = await ask();
// A reporter of somebody else begins no run: what is asked for again is judged again by itself.
const third = await ask();
await tearDown();
console.log(JSON.stringify([first, second, third]));
