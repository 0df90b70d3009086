/** What is written for other caches, and for this one in its place; the manual quotes both. */
@NullMarked
package org.entresol.applications.peers;

import org.jspecify.annotations.NullMarked;
