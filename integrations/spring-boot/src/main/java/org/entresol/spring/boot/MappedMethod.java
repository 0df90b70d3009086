package org.entresol.spring.boot;

import java.util.Set;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * A method of a controller, with the requests that it is for.
 *
 * @param handler the method
 * @param patterns those of the paths
 * @param verbs the methods of HTTP; none for all
 * @param parameters those of the query by which it is chosen
 */
record MappedMethod(
    HandlerMethod handler,
    Set<String> patterns,
    Set<RequestMethod> verbs,
    Set<String> parameters) {}
