/** Tests of what nodes see of each other over real servers, and of what they see when one fails. */
@NullMarked
package org.entresol.coherence;

import org.jspecify.annotations.NullMarked;
