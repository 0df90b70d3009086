/**
 * Small programs that show how a cache is used, each with a test that holds it to its word.
 *
 * <p>They are run from the root of the project. {@link org.entresol.examples.ReadThrough} is the
 * one that runs when none is named:
 *
 * <pre>{@code
 * mvn -q -pl examples -am compile -Prun
 * mvn -q -pl examples -am compile -Prun -Dexec.mainClass=org.entresol.examples.Memoize
 * }</pre>
 */
@NullMarked
package org.entresol.examples;

import org.jspecify.annotations.NullMarked;
