/** What a recording of the JVM's (JFR) is told, where somebody makes one. */
@NullMarked
package org.entresol.recording;

import org.jspecify.annotations.NullMarked;
