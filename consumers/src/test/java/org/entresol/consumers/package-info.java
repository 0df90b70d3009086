/** What a project outside this build gets that depends on an artifact. */
@NullMarked
package org.entresol.consumers;

import org.jspecify.annotations.NullMarked;
