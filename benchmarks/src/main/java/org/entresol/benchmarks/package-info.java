/** JMH benchmarks of the provider beside its peers, and the table that compares them. */
@NullMarked
package org.entresol.benchmarks;

import org.jspecify.annotations.NullMarked;
