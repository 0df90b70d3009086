/** The tier on disk, through SQLite: files that the processes of one machine share. */
@NullMarked
package org.entresol.tier.disk;

import org.jspecify.annotations.NullMarked;
