/** An application of Spring Boot's with the starter, and not a line about its caches. */
package com.acme.library;
