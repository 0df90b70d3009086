/** The caches of an application of Spring Boot's: made, connected, and shown to who operates it. */
@NullMarked
package org.entresol.spring.boot;

import org.jspecify.annotations.NullMarked;
