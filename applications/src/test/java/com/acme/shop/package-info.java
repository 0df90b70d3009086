/** An application of Spring Boot's whose own package is all that its caches are told to allow. */
package com.acme.shop;
