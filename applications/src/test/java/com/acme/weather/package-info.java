/** An application whose own package is all that its caches are told to allow. */
package com.acme.weather;
