package org.entresol.spring.boot;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ObjectUtils;

/** The expressions by which a method says tags. Immutable and thread-safe. */
final class TagExpressions {
  private static final ExpressionParser PARSER = new SpelExpressionParser();
  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
  private static final String ALLOWED =
      "; allowed: an expression over the arguments and #result, such as 'customer:' + #id";

  private final String annotation;
  private final Method method;
  private final Map<String, Expression> expressions = new LinkedHashMap<>();

  /**
   * Reads them.
   *
   * @param annotation the name of the annotation that says them, for messages
   * @throws ConfigurationException if one is none
   */
  TagExpressions(String annotation, Method method, String... texts) {
    this.annotation = annotation;
    this.method = method;
    for (String text : texts) {
      try {
        expressions.put(text, PARSER.parseExpression(text));
      } catch (ParseException e) {
        throw new ConfigurationException(error(text, e), e);
      }
    }
  }

  /** Where they are said. */
  String place() {
    return "@%s of %s.%s"
        .formatted(annotation, method.getDeclaringClass().getName(), method.getName());
  }

  private String error(String text, Exception cause) {
    return place() + ": \"" + text + "\" " + cause.getMessage() + ALLOWED;
  }

  /**
   * The tags that a call says.
   *
   * @throws IllegalArgumentException if an expression fails; the message names method and
   *     expression
   */
  Set<String> of(@Nullable Object target, @Nullable Object[] arguments, @Nullable Object result) {
    MethodBasedEvaluationContext call =
        new MethodBasedEvaluationContext(target, method, arguments, NAMES);
    call.setVariable("result", result);
    Set<String> tags = new LinkedHashSet<>();
    expressions.forEach(
        (text, expression) -> {
          try {
            all(expression.getValue(call)).forEach(tag -> tags.add(String.valueOf(tag)));
          } catch (EvaluationException e) {
            throw new IllegalArgumentException(error(text, e), e);
          }
        });
    return tags;
  }

  private static Collection<?> all(@Nullable Object said) {
    if (said == null) {
      return List.of();
    }
    if (said instanceof Collection<?> several) {
      return several;
    }
    return ObjectUtils.isArray(said)
        ? Arrays.asList(ObjectUtils.toObjectArray(said))
        : List.of(said);
  }
}
