// Runs the suite against the cache at the address of the argument. Prints a line for each case: its
// name, its kind, and "passed", or what was found to be wrong.
import fetch from 'node-fetch'
import { getResults, runTests } from 'http-cache-tests/client/runner.mjs'
import surrogate from 'http-cache-tests/tests/surrogate-control.mjs'
import suites from 'http-cache-tests/tests/index.mjs'

const all = [...suites, surrogate]
const kinds = new Map(all.flatMap(suite => suite.tests).map(test => [test.id, test.kind ?? 'required']))

await runTests(all, fetch, false, process.argv[2])
for (const [id, result] of Object.entries(getResults())) {
  const found = result === true ? 'passed' : result.join(': ').replace(/\s+/g, ' ')
  console.log(`${id}\t${kinds.get(id)}\t${found}`)
}
