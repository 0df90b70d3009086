package org.entresol.spring.boot;

import jakarta.servlet.Filter;
import java.util.List;
import org.entresol.EntresolCacheManager;
import org.entresol.web.ReadYourWritesFilter;
import org.entresol.web.TokenScope;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.PatternMatchUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Tokens by which clients read what they have written, with {@code entresol-web} on the class path
 * and something below {@value #PREFIX}: the filter for the caches that are named there, and clients
 * that carry tokens to the services whose hosts are.
 */
@AutoConfiguration(after = EntresolAutoConfiguration.class)
@ConditionalOnClass(TokenScope.class)
@Conditional(EntresolTokensAutoConfiguration.Said.class)
public class EntresolTokensAutoConfiguration {

  /** What the properties begin with; they are no keys of the file. */
  static final String PREFIX = "entresol.read-your-writes";

  /** Whether there is such a property. */
  static final class Said implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Binder.get(context.getEnvironment())
          .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
          .isBound();
    }
  }

  private static List<String> list(Environment environment, String key) {
    return Binder.get(environment)
        .bind(PREFIX + "." + key, Bindable.listOf(String.class))
        .orElse(List.of());
  }

  /** What answers requests. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(Filter.class)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnBean(EntresolCacheManager.class)
  static class Answers {

    /** Before the filter of routes, so that what is kept is not older either. */
    @Bean
    FilterRegistrationBean<ReadYourWritesFilter> entresolReadYourWrites(
        EntresolCacheManager manager, Environment environment) {
      String[] names = list(environment, "caches").toArray(new String[0]);
      FilterRegistrationBean<ReadYourWritesFilter> registration =
          new FilterRegistrationBean<>(
              new ReadYourWritesFilter(
                  manager, name -> PatternMatchUtils.simpleMatch(names, name)));
      registration.setName("entresolReadYourWrites");
      registration.setOrder(EntresolRoutesAutoConfiguration.order(environment) - 1);
      return registration;
    }
  }

  /** Beans that ask other services. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RestClient.class)
  static class Clients {
    @Bean
    static BeanPostProcessor entresolTokensOfRestClients(Environment environment) {
      TokenInterceptor interceptor = new TokenInterceptor(list(environment, "hosts"));
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          if (bean instanceof RestClient.Builder builder) {
            builder.requestInterceptor(interceptor);
          } else if (bean instanceof RestTemplate template) {
            template.getInterceptors().add(interceptor);
          }
          return bean;
        }
      };
    }
  }

  /** Beans that ask other services without waiting. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(WebClient.class)
  static class ReactiveClients {
    @Bean
    static BeanPostProcessor entresolTokensOfWebClients(Environment environment) {
      TokenExchange exchange = new TokenExchange(list(environment, "hosts"));
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          if (bean instanceof WebClient.Builder builder) {
            builder.filter(exchange);
          }
          return bean;
        }
      };
    }
  }
}
