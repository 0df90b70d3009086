/** Applications of other libraries on the caches of the provider, each as two nodes. */
@NullMarked
package org.entresol.applications;

import org.jspecify.annotations.NullMarked;
