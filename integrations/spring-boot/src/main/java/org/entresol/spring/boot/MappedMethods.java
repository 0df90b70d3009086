package org.entresol.spring.boot;

import java.util.List;

/**
 * The methods of an application's controllers.
 *
 * @param all all of them
 * @param chosen the attribute of a request under which Spring leaves the one that it has chosen
 */
record MappedMethods(List<MappedMethod> all, String chosen) {}
