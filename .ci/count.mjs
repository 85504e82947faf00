/**
 * Prints `N passed, N failed` and exits with 1 if anything failed.
 *
 *   node .ci/count.mjs <report of vitest as JSON> <exit code of the checks> <exit code of the tests>
 *
 * The checks count as one. A test file that could not be run counts as one failure, and so does a
 * vitest that crashed, passed nothing, or failed without saying in which test.
 */
import { readFileSync } from 'node:fs';

const [path, checkCode, testCode] = process.argv.slice(2);
const files = readReport(path)?.testResults ?? [];
const tests = files.flatMap((file) => file.assertionResults);
const count = (status) => tests.filter((test) => test.status === status).length;
const brokenFiles = files.filter(
  (file) =>
    file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;

const checks = checkCode === '0' ? 1 : 0;
const failedTests = count('failed') + brokenFiles;
const hasCrashed = count('passed') === 0 || (testCode !== '0' && failedTests === 0);
const passed = count('passed') + checks;
const failed = failedTests + (1 - checks) + (hasCrashed ? 1 : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Null where vitest left no report, or half of one. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
