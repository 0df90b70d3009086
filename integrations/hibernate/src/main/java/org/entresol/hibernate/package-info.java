/** The second-level cache of Hibernate, kept true to what others change in its database. */
@NullMarked
package org.entresol.hibernate;

import org.jspecify.annotations.NullMarked;
